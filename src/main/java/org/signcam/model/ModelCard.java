package org.signcam.model;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.signcam.base.Printable;
import org.signcam.base.UserException;
import org.signcam.net.Backbone;
import org.signcam.net.Head;

/**
 * All that is needed to use a model beside its weights, and how it was made; kept as JSON in the
 * model file's metadata.
 *
 * @param format version of this record, {@value #FORMAT}
 * @param labels in the order of the logits: the letters, then other handshapes that are told apart
 *     only to be rejected, and the rejecting class, if any, last
 * @param letters those labels that can be answered, the first ones; {@code null} in a file for all
 *     but the rejecting
 * @param rejecting the label that means "no letter", or {@code null} for a model without
 * @param backbone a {@link Backbone#id()}
 * @param cut the stage after which the backbone ends
 * @param head a {@link Head#id()}
 * @param folded whether batch norm is folded into the convolutions
 * @param inputSide side of the input picture, px
 * @param mean of each channel, 0–1, taken off the input
 * @param std of each channel, 0–1, by which it is then divided
 * @param colourOrder {@code RGB}
 * @param temperature by which the logits are divided before softmax (Guo et al. 2017,
 *     https://arxiv.org/abs/1706.04599)
 * @param threshold least probability, 0–1, at which a letter is answered
 * @param quantization how it runs in 8 bits; {@code null} where that was not measured
 * @param training how it was made: recipe, seed, data digest, signers, measured figures, version
 */
public record ModelCard(
    int format,
    List<String> labels,
    List<String> letters,
    String rejecting,
    String backbone,
    String cut,
    String head,
    boolean folded,
    int inputSide,
    float[] mean,
    float[] std,
    String colourOrder,
    double temperature,
    double threshold,
    Quantization quantization,
    Map<String, Object> training) {
  /** The version that this program writes and reads. */
  public static final int FORMAT = 1;

  /** The usual label of the rejecting class, and the sample folder it is learnt from. */
  public static final String NOTHING = "nothing";

  private static final int MAX_LABELS = 1000;

  private static final Gson GSON =
      new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();

  public ModelCard {
    if (letters == null && labels != null && !labels.isEmpty()) {
      letters = rejecting == null ? labels : labels.subList(0, labels.size() - 1);
    }
    training = training == null ? Map.of() : training;
  }

  /** The same card with other calibration. */
  public ModelCard withCalibration(double newTemperature, double newThreshold) {
    return new ModelCard(
        format,
        labels,
        letters,
        rejecting,
        backbone,
        cut,
        head,
        folded,
        inputSide,
        mean,
        std,
        colourOrder,
        newTemperature,
        newThreshold,
        quantization,
        training);
  }

  /** The card of the backbone alone, up to and with a stage; its head is the smallest there is. */
  public ModelCard backboneAlone(String newCut, boolean newFolded) {
    return new ModelCard(
        format,
        labels,
        letters,
        rejecting,
        backbone,
        newCut,
        Head.LINEAR.id(),
        newFolded,
        inputSide,
        mean,
        std,
        colourOrder,
        temperature,
        threshold,
        quantization,
        training);
  }

  /** The same card with other facts about its making. */
  public ModelCard withTraining(Map<String, Object> facts) {
    return new ModelCard(
        format,
        labels,
        letters,
        rejecting,
        backbone,
        cut,
        head,
        folded,
        inputSide,
        mean,
        std,
        colourOrder,
        temperature,
        threshold,
        quantization,
        facts);
  }

  /** The same card with how it runs in 8 bits; {@code null} for not at all. */
  public ModelCard withQuantization(Quantization other) {
    return new ModelCard(
        format,
        labels,
        letters,
        rejecting,
        backbone,
        cut,
        head,
        folded,
        inputSide,
        mean,
        std,
        colourOrder,
        temperature,
        threshold,
        other,
        training);
  }

  String toJson() {
    return GSON.toJson(this);
  }

  /**
   * Reads and checks a card.
   *
   * @param source the file's name, for messages
   * @throws UserException saying which entry is wrong
   */
  static ModelCard fromJson(String json, String source) {
    ModelCard card;
    try {
      StrictJson.check(json);
      card = GSON.fromJson(json, ModelCard.class);
    } catch (IOException
        | JsonParseException
        | IllegalStateException
        | IllegalArgumentException
        | ArithmeticException e) {
      String why = Printable.of(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
      throw new UserException(
          source + " has damaged model metadata (" + why + "); copy it again.", e);
    }
    if (card == null) {
      throw new UserException(source + " has empty model metadata; copy it again.");
    }
    card.check(source);
    return card;
  }

  private void check(String source) {
    require(
        format == FORMAT,
        source,
        "is of format " + format + " and this program reads format " + FORMAT + "; update signcam");
    require(
        labels != null
            && !labels.isEmpty()
            && !labels.contains(null)
            && new HashSet<>(labels).size() == labels.size(),
        source,
        "has labels that are missing or repeated");
    require(areWords(labels), source, "has a label that is no word, or more than " + MAX_LABELS);
    require(
        rejecting == null || (labels.size() > 1 && labels.indexOf(rejecting) == labels.size() - 1),
        source,
        "names a rejecting class that is not its last label");
    require(
        !letters.isEmpty()
            && letters.size() <= labels.size()
            && letters.equals(labels.subList(0, letters.size()))
            && (rejecting == null
                ? letters.size() == labels.size()
                : letters.size() < labels.size()),
        source,
        "reads letters that are not the first of its labels");
    require(backbone != null && cut != null && head != null, source, "names no network");
    try {
      Head.of(head);
      Backbone.of(backbone);
    } catch (UserException e) {
      throw new UserException(source + " is not for this signcam: " + e.getMessage(), e);
    }
    require(
        Backbone.of(backbone).stages().contains(cut),
        source,
        "cuts its network at '" + Printable.of(cut) + "'");
    int least = Backbone.of(backbone).leastSide();
    require(
        inputSide >= least && inputSide <= 1024,
        source,
        "wants pictures of " + inputSide + " px, not " + least + "–1024");
    require(
        threeIn(mean, -10, 10) && threeIn(std, 1e-6f, 10), source, "has no usable mean and std");
    require(
        "RGB".equals(colourOrder),
        source,
        "has the colour order " + Printable.of(String.valueOf(colourOrder)) + ", not RGB");
    require(
        temperature >= 0.01 && temperature <= 100,
        source,
        "has the temperature " + temperature + ", not one in 0.01–100");
    require(
        threshold >= 0 && threshold <= 1, source, "has the threshold " + threshold + ", not 0–1");
    require(
        quantization == null || usable(quantization.ranges()),
        source,
        "has ranges of activations that are no ranges");
    require(
        training.values().stream().noneMatch(v -> v instanceof List<?> l && l.contains(null)),
        source,
        "has gaps in what it says of its making");
  }

  /** Whether these can be a model's labels: words that can be shown, at most a thousand. */
  public static boolean areWords(Collection<String> labels) {
    return labels.size() <= MAX_LABELS && labels.stream().allMatch(ModelCard::isWord);
  }

  /** What can be shown: a folder's name has at most 255 characters, and Swing takes HTML for it. */
  private static boolean isWord(String label) {
    return !label.isBlank()
        && label.length() <= 255
        && Printable.isPrintable(label)
        && !label.regionMatches(true, 0, "<html", 0, 5);
  }

  private static boolean usable(Map<String, ActivationRange> ranges) {
    return ranges != null && ranges.values().stream().allMatch(r -> r != null && r.usable());
  }

  private static void require(boolean holds, String source, String otherwise) {
    if (!holds) {
      throw new UserException(source + " " + otherwise + "; use another model file.");
    }
  }

  private static boolean threeIn(float[] values, float least, float most) {
    if (values == null || values.length != 3) {
      return false;
    }
    for (float v : values) {
      if (!(v >= least && v <= most)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether it, or what it was trained from, has learnt from signers that the program drew, by its
   * own word. The first that had counted its own alone.
   */
  public boolean hasSeenRendered() {
    return Boolean.TRUE.equals(training.get("rendered_seen"))
        || (training.get("rendered_signers") instanceof Number count && count.intValue() > 0);
  }
}
