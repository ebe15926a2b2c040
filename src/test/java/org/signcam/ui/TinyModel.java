package org.signcam.ui;

import ai.djl.Device;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.signcam.model.GestureModel;
import org.signcam.model.ModelCard;
import org.signcam.model.Network;
import org.signcam.net.Safetensors.Tensor;
import org.signcam.net.Seeded;
import org.signcam.samples.Sample;
import org.signcam.samples.SampleSet;
import org.signcam.train.Adaptation;
import org.signcam.train.Adaptation.Thoroughness;
import org.signcam.train.Progress;
import org.signcam.train.ReplaySet;

/** A model of {@link DrawnSigns}, made in seconds: its upper part has learnt the light hands. */
public final class TinyModel {
  private static final List<String> PEOPLE = List.of("ann", "bob", "cy", "dee");

  private TinyModel() {}

  /**
   * Writes one that has learnt ann's and bob's signs.
   *
   * @param scratch a folder for pictures
   */
  public static Path write(Path file, Path scratch) throws Exception {
    Path fresh = writeFresh(scratch.resolve("fresh.safetensors"));
    try (Adaptation learning = new Adaptation(fresh, Device.cpu(), new Silent())) {
      List<Sample> seen = people(scratch.resolve("people"), 0, 2).samples();
      learning.run(seen, Thoroughness.QUICK, 1, () -> false).save(file);
    }
    return file;
  }

  /** Writes its replay set beside it: of ann and bob, and of cy and dee, whom it never saw. */
  public static Path writeReplay(Path model, Path scratch) throws Exception {
    return writeReplay(model, people(scratch.resolve("people"), 0, PEOPLE.size()));
  }

  /** The same of other pictures. */
  public static Path writeReplay(Path model, SampleSet all) {
    return ReplaySet.make(model, all, 6, Device.cpu(), () -> false, new Silent());
  }

  private static Path writeFresh(Path file) {
    float[] half = {0.5f, 0.5f, 0.5f};
    float[] strong = {0.004f, 0.004f, 0.004f}; // large features, from which a few steps learn much
    ModelCard card =
        new ModelCard(
            ModelCard.FORMAT,
            DrawnSigns.SIGNS,
            List.of("A", "B", "C"),
            "nothing",
            "lab-cnn:16,32,64",
            "block3",
            "linear",
            false,
            64,
            half,
            strong,
            "RGB",
            1,
            0.5,
            null,
            Map.of("recipe", "none", "signers", PEOPLE.subList(0, 2)));
    Map<String, Tensor> weights = new LinkedHashMap<>();
    try (Network network = new Network(card, 0, Device.cpu())) {
      Seeded.weights(network.backbone()).forEach((n, t) -> weights.put(Network.BACKBONE + n, t));
      Seeded.weights(network.head()).forEach((n, t) -> weights.put(Network.HEAD + n, small(t)));
    }
    GestureModel.save(file, card, weights);
    return file;
  }

  /** Small enough that nothing is read with confidence. */
  private static Tensor small(Tensor tensor) {
    float[] values = tensor.floats();
    for (int i = 0; i < values.length; i++) {
      values[i] *= 0.01f;
    }
    return Tensor.of(values, tensor.shape());
  }

  private static SampleSet people(Path folder, int from, int to) throws Exception {
    SampleSet all = SampleSet.read(List.of(DrawnSigns.people(folder, PEOPLE, 6)));
    return all.filter(s -> PEOPLE.subList(from, to).contains(s.signer()));
  }

  private static final class Silent implements Progress {
    @Override
    public void say(String line) {
      // Nobody listens.
    }

    @Override
    public void step(String task, long done, long all, String detail) {
      // Nobody listens.
    }
  }
}
