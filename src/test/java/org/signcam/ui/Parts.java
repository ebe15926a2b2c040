package org.signcam.ui;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import javax.swing.SwingUtilities;
import org.signcam.base.UserException;
import org.signcam.camera.CameraException;
import org.signcam.camera.CameraException.Trouble;
import org.signcam.inference.OpenModel;
import org.signcam.model.Classifier;
import org.signcam.model.ModelCard;
import org.signcam.model.Prediction;

/** Parts of a window for the tests of the tabs' own packages. */
public final class Parts {
  private Parts() {}

  public static SharedStore store(Path folder) {
    return new SharedStore(folder);
  }

  /** Closes a store when it is no longer being opened, which makes its folder. */
  public static void close(SharedStore store) throws Exception {
    CountDownLatch opened = new CountDownLatch(1);
    SwingUtilities.invokeAndWait(
        () -> store.open(there -> opened.countDown(), why -> opened.countDown()));
    opened.await();
    store.close();
  }

  /** With a drawn hand for a camera, and no model. */
  public static SharedSession session() {
    Openers openers =
        new Openers(
            (spec, options) -> () -> new StandInFrames(Integer.MAX_VALUE),
            file -> {
              throw new UserException("There is no model.");
            });
    return new SharedSession(openers, WindowOptions.defaults(), Map.of(), false);
  }

  /**
   * With a drawn hand for a camera, and a model that reads what it is told to.
   *
   * @param reads the letter it reads; null for no sign
   */
  public static SharedSession session(Supplier<String> reads, List<String> letters) {
    Openers openers =
        new Openers(
            (spec, options) -> () -> new StandInFrames(Integer.MAX_VALUE),
            file -> new OpenModel(file, card(letters), new Told(reads, letters), "CPU"));
    return new SharedSession(openers, WindowOptions.defaults(), Map.of(), false);
  }

  private static ModelCard card(List<String> letters) {
    List<String> labels = new ArrayList<>(letters);
    labels.add(ModelCard.NOTHING);
    float[] half = {0.5f, 0.5f, 0.5f};
    return new ModelCard(
        ModelCard.FORMAT,
        labels,
        letters,
        ModelCard.NOTHING,
        "resnet18",
        "layer4",
        "linear",
        true,
        16,
        half,
        half,
        "RGB",
        1,
        0.5,
        null,
        Map.of());
  }

  private record Told(Supplier<String> reads, List<String> letters) implements Classifier {
    @Override
    public int inputSide() {
      return 16;
    }

    @Override
    public List<Prediction> predict(List<ByteBuffer> rgb) {
      float[] probabilities = new float[letters.size() + 1];
      String letter = reads.get();
      probabilities[letter == null ? letters.size() : letters.indexOf(letter)] = 1;
      return List.of(new Prediction(letters, probabilities, 0.5));
    }
  }

  /** With no camera, and a model that is loaded; not for the Swing thread. */
  public static SharedSession session(Path model) throws Exception {
    Openers openers =
        new Openers(
            (spec, options) ->
                () -> {
                  throw new CameraException(Trouble.ABSENT, "There is no camera.");
                },
            Openers.real("cpu").model());
    SharedSession session = new SharedSession(openers, WindowOptions.defaults(), Map.of(), false);
    session.chooseModel(model);
    Windows.until("a model", () -> session.model().kind() != ModelState.Kind.LOADING);
    return session;
  }
}
