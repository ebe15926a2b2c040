package org.signcam.train;

import ai.djl.Device;
import ai.djl.engine.Engine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.opencv.core.Mat;
import org.signcam.base.Folders;
import org.signcam.base.UserException;
import org.signcam.image.OpenCv;
import org.signcam.image.Pictures;
import org.signcam.model.GestureModel;
import org.signcam.model.ModelCard;
import org.signcam.model.Network;
import org.signcam.net.Folding;
import org.signcam.net.Safetensors.Tensor;
import org.signcam.net.Weights;
import org.signcam.samples.Sample;
import org.signcam.train.Recipe.Phase;
import org.signcam.train.Validation.Answers;

/**
 * Trains a model from pictures and writes it: recipe, data and starting weights in, one model file
 * out. The best weights by validation are kept; without validation, the last.
 */
public final class Training {
  /** ImageNet's mean and deviation, as torchvision's weights expect them (RGB, 0–1). */
  private static final float[] MEAN = {0.485f, 0.456f, 0.406f};

  private static final float[] STD = {0.229f, 0.224f, 0.225f};

  /** Of each picture in the feature cache, the undisturbed one among them. */
  private static final int VARIANTS = 4;

  private final Recipe recipe;
  private final TrainingData data;
  private final Settings settings;
  private final Progress progress;

  /**
   * What is not the recipe's.
   *
   * @param weights file to start from, or {@code null} for fresh weights
   * @param landmarks CSV of landmarks for the auxiliary target, or {@code null}
   * @param frames CSV of whole frames, whose squares beside the hand are {@code nothing}, or {@code
   *     null}
   * @param calibration to use when there is no validation; {@code null} for none
   * @param out the model file to write
   */
  public record Settings(
      Path weights,
      Path landmarks,
      Path frames,
      Calibration calibration,
      Path out,
      long seed,
      Device device) {}

  private volatile boolean stopping;

  /** Ends the training after the step under way and keeps the best so far; from any thread. */
  public void stop() {
    stopping = true;
  }

  public Training(Recipe recipe, TrainingData data, Settings settings, Progress progress) {
    this.recipe = recipe;
    this.data = data;
    this.settings = settings;
    this.progress = progress;
  }

  /** The best weights so far and what they reached. */
  private static final class Best {
    private Map<String, Tensor> weights;
    private double accuracy = -1;

    /** What a validation of this phase must exceed; figures at other sizes do not compare. */
    private double toBeat = -1;

    /** Side of the pictures that the weights were validated on, px. */
    private int side;

    private Answers answers;
  }

  /**
   * Trains and writes the model.
   *
   * @return its card
   * @throws UserException when a file cannot be read or written, or training diverges
   */
  public ModelCard run() {
    OpenCv.load();
    Engine.getInstance().setRandomSeed((int) settings.seed());
    Landmarks landmarks =
        settings.landmarks() == null ? Landmarks.NONE : Landmarks.read(settings.landmarks());
    List<Sample> pictures = pictures();
    Recipe used = landmarks.isEmpty() ? recipe.withStrength(recipe.strength(), 0) : recipe;
    List<Example> examples =
        Example.of(pictures, data.labels(), data.rejecting(), data.shapes(), landmarks);
    ModelCard card = card(!used.backbone().normed());
    Augmenter augmenter = new Augmenter(used.strength(), rooms());
    pictures.forEach(sample -> Pictures.read(sample.file()).release());
    Best best = new Best();
    long start = System.nanoTime();
    if (used.part() == Recipe.Part.HEAD) {
      return headOnly(examples, best, start);
    }
    try (Network network = new Network(card, used.dropout(), settings.device())) {
      List<String> pretrained = start(network, card, examples, augmenter);
      int side = used.phases().get(0).side();
      try (FineTuning tuning =
          new FineTuning(
              network, used, data.labels().size(), data.shapes().size(), side, pretrained)) {
        for (int i = 0; i < used.phases().size(); i++) {
          best.toBeat = -1;
          phase(i, network, tuning, examples, augmenter, best);
        }
      } catch (CancellationException e) {
        if (best.weights == null) {
          throw new UserException(
              "Training was stopped before its first validation; nothing was written.", e);
        }
        progress.say("stopped; the best weights so far are kept");
      }
    }
    double minutes = (System.nanoTime() - start) / 60e9;
    return finish(card, best, minutes);
  }

  /** The training side's pictures and, where frames are given, squares beside its hands. */
  private List<Sample> pictures() {
    List<Sample> pictures = new ArrayList<>(data.split().train());
    if (settings.frames() != null && data.rejecting() != null) {
      List<String> signers = pictures.stream().map(Sample::signer).distinct().toList();
      Path folder =
          Folders.cache()
              .resolve("beside-the-hand")
              .resolve(Integer.toHexString(settings.frames().toAbsolutePath().hashCode()));
      List<Sample> squares = FrameNegatives.cut(settings.frames(), signers, folder);
      progress.say(squares.size() + " squares beside the hand cut from " + settings.frames());
      pictures.addAll(squares);
    }
    return pictures;
  }

  private ModelCard card(boolean folded) {
    return new ModelCard(
        ModelCard.FORMAT,
        data.labels(),
        data.rejecting(),
        recipe.backbone().id(),
        recipe.backbone().lastStage(),
        recipe.head(),
        folded,
        recipe.inputSide(),
        MEAN,
        STD,
        "RGB",
        1,
        0.5,
        Map.of());
  }

  /** Trains the head on cached features; the backbone stays as it is in its file. */
  private ModelCard headOnly(List<Example> examples, Best best, long start) {
    if (settings.weights() == null) {
      throw new UserException(
          "Training the head alone needs a trained backbone; name a model with --weights.");
    }
    Map<String, Tensor> tensors = StartingWeights.backbone(settings.weights());
    boolean folded = tensors.keySet().stream().noneMatch(name -> name.endsWith("running_var"));
    ModelCard card = card(folded);
    int rejecting = data.rejecting() == null ? -1 : data.labels().size() - 1;
    try (Network network = new Network(card, recipe.dropout(), settings.device())) {
      Weights.load(network.backbone(), tensors, "", false, settings.weights().toString());
      HeadTraining head =
          new HeadTraining(network, recipe, Folders.cache(), VARIANTS, progress, () -> stopping);
      head.train(
          examples,
          Example.weights(examples, data.labels().size(), rejecting),
          data.labels().size(),
          settings.seed());
      if (!data.split().validation().isEmpty()) {
        best.answers = head.ask(data.split().validation(), data.labels());
        best.accuracy = best.answers.meanSignerAccuracy(data.letters());
      }
      best.weights = network.weights();
      best.side = recipe.inputSide();
    } catch (CancellationException e) {
      throw new UserException("Training was stopped; nothing was written.", e);
    }
    return finish(card, best, (System.nanoTime() - start) / 60e9);
  }

  private List<Mat> rooms() {
    List<Mat> rooms = new ArrayList<>();
    for (Sample sample : data.split().train()) {
      if (sample.label().equals(ModelCard.NOTHING)) {
        rooms.add(Pictures.read(sample.file()));
      }
    }
    return rooms;
  }

  private List<String> start(
      Network network, ModelCard card, List<Example> examples, Augmenter augmenter) {
    if (settings.weights() == null) {
      return List.of();
    }
    Phase first = recipe.phases().get(0);
    try (BatchLoader loader = loader(examples, augmenter, first.side(), settings.seed() + 1)) {
      List<String> pretrained = StartingWeights.load(network, card, settings.weights(), loader);
      progress.say(
          "started from "
              + settings.weights()
              + ": "
              + pretrained.size()
              + " tensors of the backbone");
      return pretrained;
    }
  }

  private BatchLoader loader(List<Example> examples, Augmenter augmenter, int side, long seed) {
    int rejecting = data.rejecting() == null ? -1 : data.labels().size() - 1;
    double[] weights = Example.weights(examples, data.labels().size(), rejecting);
    return new BatchLoader(examples, weights, augmenter, side, recipe.batch(), seed);
  }

  private void phase(
      int index,
      Network network,
      FineTuning tuning,
      List<Example> examples,
      Augmenter augmenter,
      Best best) {
    Phase phase = recipe.phases().get(index);
    int steps = (int) Math.max(1, Math.round(phase.epochs() * examples.size() / recipe.batch()));
    int everyEpoch = Math.max(1, (int) Math.ceil((double) examples.size() / recipe.batch()));
    String task =
        "phase " + (index + 1) + " of " + recipe.phases().size() + ", " + phase.side() + " px";
    progress.say(task + ": " + steps + " steps of " + recipe.batch());
    double[] mean = new double[3];
    long from = System.nanoTime();
    try (BatchLoader loader =
        loader(examples, augmenter, phase.side(), settings.seed() + 1000L * (index + 2))) {
      tuning.phase(
          phase,
          loader,
          steps,
          (step, loss, points, right) -> {
            double keep = step == 1 ? 0 : 0.98;
            mean[0] = keep * mean[0] + (1 - keep) * loss;
            mean[1] = keep * mean[1] + (1 - keep) * points;
            mean[2] = keep * mean[2] + (1 - keep) * right;
            double rate = step * recipe.batch() / ((System.nanoTime() - from) / 1e9);
            progress.step(
                task,
                step,
                steps,
                String.format(
                    Locale.ROOT,
                    "loss %.3f points %.3f right %.3f  %.1f pictures/s",
                    mean[0],
                    mean[1],
                    mean[2],
                    rate));
            if (stopping) {
              throw new CancellationException("stopped");
            }
            if (step == steps || step % everyEpoch == 0) {
              tuning.withAverage(() -> validate(network, phase.side(), step, steps, best));
            }
          });
    }
  }

  private void validate(Network network, int side, int step, int steps, Best best) {
    if (data.split().validation().isEmpty()) {
      best.weights = network.weights();
      best.side = side;
      return;
    }
    Answers answers = Validation.ask(network, data.split().validation(), data.labels(), side);
    double accuracy = answers.meanSignerAccuracy(data.letters());
    boolean better = accuracy > best.toBeat;
    progress.say(
        String.format(
            Locale.ROOT,
            "step %d of %d: validation mean signer accuracy %.4f at %d px%s",
            step,
            steps,
            accuracy,
            side,
            better ? ", kept" : ""));
    if (better) {
      best.toBeat = accuracy;
      best.accuracy = accuracy;
      best.side = side;
      best.answers = answers;
      best.weights = network.weights();
    }
  }

  private ModelCard finish(ModelCard card, Best best, double minutes) {
    Calibration calibration =
        best.answers != null
            ? Calibration.fit(best.answers, data.letters(), data.rejecting())
            : settings.calibration() != null ? settings.calibration() : Calibration.NONE;
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("recipe", recipe.name());
    facts.put("settings", recipe.toString());
    facts.put(
        "weights",
        settings.weights() == null ? "fresh" : settings.weights().getFileName().toString());
    facts.put("frames", settings.frames() != null && data.rejecting() != null);
    facts.put("seed", settings.seed());
    facts.put("data_digest", data.digest());
    facts.put("signers", data.split().train().stream().map(Sample::signer).distinct().toList());
    facts.put("pictures", data.split().train().size());
    if (best.answers != null) {
      facts.put(
          "validation_signers",
          data.split().validation().stream().map(Sample::signer).distinct().toList());
      facts.put("validation_mean_signer_accuracy", Math.round(best.accuracy * 1e4) / 1e4);
    }
    facts.put("minutes", Math.round(minutes * 10) / 10.0);
    String version = Training.class.getPackage().getImplementationVersion();
    facts.put("signcam", version == null ? "development" : version);
    boolean fold = recipe.backbone().normed();
    ModelCard finished =
        new ModelCard(
            card.format(),
            card.labels(),
            card.rejecting(),
            card.backbone(),
            card.cut(),
            card.head(),
            true,
            best.side,
            card.mean(),
            card.std(),
            card.colourOrder(),
            calibration.temperature(),
            calibration.threshold(),
            facts);
    GestureModel.save(settings.out(), finished, fold ? Folding.fold(best.weights) : best.weights);
    return finished;
  }
}
