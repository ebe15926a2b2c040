package org.signcam.train;

import ai.djl.Device;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.signcam.export.OnnxExport.Part;
import org.signcam.model.GestureModel;
import org.signcam.model.Network;
import org.signcam.net.Safetensors;
import org.signcam.net.Safetensors.Tensor;
import org.signcam.net.Weights;
import org.signcam.samples.Sample;
import org.signcam.train.VectorTraining.Seen;

/** A model's network, whose head's vectors of pictures are computed once and kept. */
final class VectorModel implements AutoCloseable {
  /** Of the head while it learns. */
  private static final float DROPOUT = 0.2f;

  private static final Augmenter WEBCAM = new Augmenter(1, Rooms.NONE, null);

  private final Network network;
  private final Map<String, Tensor> tensors;
  private final Path cache;
  private final Progress progress;

  /**
   * Loads a model.
   *
   * @param cache where computed vectors are kept
   * @throws org.signcam.base.UserException when it cannot be read
   */
  VectorModel(Path file, Device device, Path cache, Progress progress) {
    this.cache = cache;
    this.progress = progress;
    tensors = Safetensors.read(file).tensors();
    network = new Network(GestureModel.card(file), DROPOUT, device);
    try {
      Weights.load(network.backbone(), tensors, Network.BACKBONE, false, file.toString());
      Weights.load(network.head(), tensors, Network.HEAD, false, file.toString());
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
  }

  Network network() {
    return network;
  }

  /** The file's weights, by name. */
  Map<String, Tensor> tensors() {
    return tensors;
  }

  /** Names all that is below the vectors. */
  String digest() {
    return FeatureCache.digest(network, Part.VECTOR);
  }

  /** The samples of labels that the model has. */
  List<Example> examples(List<Sample> samples) {
    return Example.of(samples, network.card().labels(), Landmarks.NONE);
  }

  /**
   * Their vectors.
   *
   * @param variants of each picture, the first undisturbed
   * @return all variants of the first, then of the second, …
   */
  List<Seen> of(List<Example> examples, int variants, BooleanSupplier stopping) {
    int side = network.card().inputSide();
    FeatureCache features =
        new FeatureCache(cache, network, Part.VECTOR, side, WEBCAM, stopping, progress);
    Features of = features.of(examples, variants);
    List<Seen> seen = new ArrayList<>();
    for (int row = 0; row < of.records().length; row++) {
      ByteBuffer halves = ByteBuffer.allocate(of.width() * Short.BYTES);
      of.copy(row, halves);
      seen.add(new Seen(examples.get(row / variants), halves.flip()));
    }
    return seen;
  }

  @Override
  public void close() {
    network.close();
  }
}
