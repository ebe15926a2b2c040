package org.signcam.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.opencv.core.Mat;
import org.signcam.evaluate.Evaluation;
import org.signcam.evaluate.Figures;
import org.signcam.evaluate.Perturbation;
import org.signcam.image.InputImage;
import org.signcam.inference.OnnxModel;
import org.signcam.inference.RangeMeter;
import org.signcam.model.ActivationRange;
import org.signcam.model.ModelCard;
import org.signcam.model.Quantization;
import org.signcam.net.Safetensors.Tensor;
import org.signcam.samples.RenderedSamples;
import org.signcam.samples.Sample;
import org.signcam.samples.SampleSet;

/**
 * Finds out what a model needs to run in 8 bits, and whether it is as accurate so: the ranges of
 * its activations on pictures that it was trained on, and its accuracy both ways on people it was
 * not.
 */
public final class EightBitTrial {
  /** Pictures that are looked at; more did not change the ranges. */
  private static final int PICTURES = 256;

  /** What 8 bits may cost, as a fraction of mean signer accuracy. */
  private static final double TOLERANCE = 0.003;

  /** Of fewer pictures kept out nothing is concluded. */
  private static final int ENOUGH = 200;

  private final ModelCard card;
  private final Map<String, Tensor> weights;
  private final String source;
  private final BooleanSupplier stopping;
  private final Progress progress;

  /**
   * @param card of the model, calibrated
   * @param source its file, for messages
   * @param stopping whether the user wants an end
   */
  public EightBitTrial(
      ModelCard card,
      Map<String, Tensor> weights,
      String source,
      BooleanSupplier stopping,
      Progress progress) {
    this.card = card;
    this.weights = weights;
    this.source = source;
    this.stopping = stopping;
    this.progress = progress;
  }

  /**
   * Measures.
   *
   * @param learnt pictures that it was trained on
   * @param keptOut pictures of people kept out; where there are none, 8 bits are not preferred
   * @throws org.signcam.base.UserException when a picture cannot be read
   * @throws CancellationException when asked to stop
   */
  public Quantization run(List<Sample> learnt, SampleSet keptOut, long seed) {
    Quantization ranges = new Quantization(ranges(some(learnt, seed)), false, Map.of());
    if (keptOut.isEmpty()) {
      return ranges;
    }
    Figures exact = figures(card, false, keptOut);
    Figures coarse = figures(card.withQuantization(ranges), true, keptOut);
    double before = exact.meanSignerAccuracy();
    double after = coarse.meanSignerAccuracy();
    Map<String, Object> measured = new LinkedHashMap<>();
    measured.put("signers", keptOut.signers());
    measured.put("pictures", keptOut.size());
    measured.put("mean_signer_accuracy_float32", before);
    measured.put("mean_signer_accuracy_int8", after);
    boolean enough = keptOut.size() >= ENOUGH;
    boolean preferred = enough && after >= before - TOLERANCE;
    progress.say(
        String.format(
            Locale.ROOT,
            "8 bits: %.1f %% mean signer accuracy, float32 %.1f %%; %s are used by default%s",
            100 * after,
            100 * before,
            preferred ? "8 bits" : "32 bits",
            enough ? "" : ", since fewer than " + ENOUGH + " pictures were kept out"));
    return new Quantization(ranges.ranges(), preferred, measured);
  }

  /** One of every signer and label, drawn at random; of photographs where there are any. */
  static List<Sample> some(List<Sample> learnt, long seed) {
    List<Sample> photographs =
        learnt.stream().filter(s -> !RenderedSamples.isRendered(s.signer())).toList();
    Map<String, List<Sample>> groups =
        (photographs.isEmpty() ? learnt : photographs)
            .stream().collect(Collectors.groupingBy(s -> s.signer() + "/" + s.label()));
    List<List<Sample>> order = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(seed);
    groups.keySet().stream().sorted().forEach(key -> order.add(new ArrayList<>(groups.get(key))));
    List<Sample> drawn = new ArrayList<>();
    while (drawn.size() < PICTURES && !order.isEmpty()) {
      int next = random.nextInt(order.size());
      List<Sample> group = order.remove(next);
      drawn.add(group.get(random.nextInt(group.size())));
    }
    return drawn;
  }

  private Map<String, ActivationRange> ranges(List<Sample> pictures) {
    try (RangeMeter meter = new RangeMeter(card, weights, source);
        InputImage input = new InputImage(card.inputSide())) {
      for (int i = 0; i < pictures.size(); i++) {
        Sample sample = pictures.get(i);
        Mat bgr = sample.read();
        try {
          meter.look(input.fill(bgr, Evaluation.centredSquare(bgr.cols(), bgr.rows())));
        } finally {
          bgr.release();
        }
        step("8 bits", i + 1, pictures.size());
      }
      return meter.ranges();
    }
  }

  private Figures figures(ModelCard with, boolean eightBit, SampleSet keptOut) {
    try (OnnxModel model = OnnxModel.of(with, weights, source, eightBit)) {
      return Evaluation.measure(
          model,
          keptOut,
          Perturbation.NONE,
          (done, all) -> step(eightBit ? "8 bits, read so" : "8 bits, read in 32", done, all));
    }
  }

  private void step(String task, int done, int all) {
    if (stopping.getAsBoolean()) {
      throw new CancellationException("stopped");
    }
    progress.step(task, done, all, "");
  }
}
