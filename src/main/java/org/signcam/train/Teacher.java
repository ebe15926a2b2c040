package org.signcam.train;

import ai.djl.Device;
import java.nio.file.Path;
import java.util.List;
import org.signcam.base.UserException;
import org.signcam.model.GestureModel;

/** A trained model whose word a smaller one learns from. */
final class Teacher implements AutoCloseable {
  private final GestureModel model;

  /**
   * @param labels of the network to be taught, in order
   * @throws UserException when the model cannot be read or has other labels
   */
  Teacher(Path file, List<String> labels, Device device) {
    model = GestureModel.load(file, device);
    if (!model.card().labels().equals(labels)) {
      List<String> own = model.card().labels();
      model.close();
      throw new UserException(
          "The teacher "
              + file
              + " tells "
              + own
              + " apart, and not "
              + labels
              + "; choose one that was trained on the same samples and --labels.");
    }
  }

  /**
   * What it says of a batch of pictures: N rows of probabilities, 0–1, in the order of the labels.
   *
   * @throws UserException when the batch holds cached features
   */
  float[][] shares(Batch batch) {
    if (batch.input() instanceof Batch.Pictures pictures) {
      return model.shares(pictures.rgb().duplicate(), pictures.n(), pictures.side());
    }
    throw new UserException(
        "A teacher must see pictures and this recipe trains on cached features; leave --teacher out.");
  }

  @Override
  public void close() {
    model.close();
  }
}
