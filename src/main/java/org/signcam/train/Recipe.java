package org.signcam.train;

import java.util.List;
import java.util.stream.Collectors;
import org.signcam.base.UserException;
import org.signcam.net.Backbone;

/**
 * How a model is trained.
 *
 * @param name as in {@code --recipe}
 * @param backbone the network
 * @param head a head's id
 * @param inputSide side of the finished model's input, px
 * @param part what is trained: the head on cached features, the last stage too, or everything
 * @param phases one after another, each with its own picture size and rate
 * @param batch pictures a step
 * @param weightDecay of AdamW, on weights of two and more dimensions
 * @param dropout in the head, 0–1
 * @param smoothing of the labels, 0–1 (Szegedy et al. 2016, https://arxiv.org/abs/1512.00567)
 * @param shapeWeight of the auxiliary loss over all handshapes found, letters or not
 * @param landmarkWeight of the auxiliary loss over the hand's 21 points
 * @param strength of the augmentation; 0 none, 1 a webcam's
 * @param averaging decay of the running mean of the weights, a step; 0 for none
 */
public record Recipe(
    String name,
    Backbone backbone,
    String head,
    int inputSide,
    Part part,
    List<Phase> phases,
    int batch,
    double weightDecay,
    float dropout,
    double smoothing,
    double shapeWeight,
    double landmarkWeight,
    double strength,
    double averaging) {

  /** What is trained. */
  public enum Part {
    HEAD,
    LAST,
    ALL
  }

  /**
   * A stretch of training: warm-up, then a cosine down to a hundredth of the rates.
   *
   * @param side of the pictures, px; small ones first train several times as fast
   * @param epochs as many pictures as there are, so many times
   * @param backboneRate highest learning rate of the pre-trained stages
   * @param headRate highest learning rate of the head and of stages that start afresh
   */
  public record Phase(int side, double epochs, double backboneRate, double headRate) {}

  private static final List<Recipe> ALL =
      List.of(
          network("resnet18", Backbone.RESNET18),
          network("resnet34", Backbone.RESNET34),
          network("resnet50", Backbone.RESNET50),
          network("alexnet", Backbone.ALEXNET),
          headOnly());

  private static Recipe network(String name, Backbone backbone) {
    int small = backbone == Backbone.ALEXNET ? 224 : 128; // AlexNet's head sees a fixed 6×6 map
    return new Recipe(
        name,
        backbone,
        "linear",
        224,
        Part.ALL,
        List.of(new Phase(small, 5, 3e-4, 1e-3), new Phase(224, 1.5, 1e-4, 2e-4)),
        32,
        0.05,
        0.2f,
        0.05,
        0.5,
        20,
        1.4,
        0.995);
  }

  /** On the shipped model's own features; seconds after they are cached. */
  private static Recipe headOnly() {
    return new Recipe(
        "head",
        Backbone.RESNET18,
        "linear",
        224,
        Part.HEAD,
        List.of(new Phase(224, 40, 0, 1e-3)),
        128,
        0.01,
        0.2f,
        0.05,
        0,
        0,
        1,
        0);
  }

  /**
   * Finds a recipe.
   *
   * @throws IllegalArgumentException when there is none of that name; the message lists them
   */
  public static Recipe of(String name) {
    return ALL.stream()
        .filter(r -> r.name.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no recipe '"
                        + name
                        + "'; there are: "
                        + ALL.stream().map(Recipe::name).collect(Collectors.joining(", "))
                        + "."));
  }

  /** All recipes by name. */
  public static List<Recipe> all() {
    return ALL;
  }

  public Recipe withPart(Part newPart) {
    return new Recipe(
        name,
        backbone,
        head,
        inputSide,
        newPart,
        phases,
        batch,
        weightDecay,
        dropout,
        smoothing,
        shapeWeight,
        landmarkWeight,
        strength,
        averaging);
  }

  public Recipe withHead(String newHead) {
    return new Recipe(
        name,
        backbone,
        newHead,
        inputSide,
        part,
        phases,
        batch,
        weightDecay,
        dropout,
        smoothing,
        shapeWeight,
        landmarkWeight,
        strength,
        averaging);
  }

  /** Other phases; the finished model's input is as large as the last one's pictures. */
  public Recipe withPhases(List<Phase> newPhases) {
    return new Recipe(
        name,
        backbone,
        head,
        newPhases.get(newPhases.size() - 1).side(),
        part,
        newPhases,
        batch,
        weightDecay,
        dropout,
        smoothing,
        shapeWeight,
        landmarkWeight,
        strength,
        averaging);
  }

  /** Other auxiliary weights and augmentation. */
  public Recipe withStrength(double newStrength, double newLandmarkWeight) {
    return new Recipe(
        name,
        backbone,
        head,
        inputSide,
        part,
        phases,
        batch,
        weightDecay,
        dropout,
        smoothing,
        shapeWeight,
        newLandmarkWeight,
        newStrength,
        averaging);
  }

  /**
   * Reads phases as {@code SIDExEPOCHS[@BACKBONE_RATE/HEAD_RATE]}, comma-separated, as in {@code
   * 128x5@3e-4/1e-3,224x1.5@1e-4/2e-4}.
   *
   * @throws IllegalArgumentException when it is malformed
   */
  public static List<Phase> parsePhases(String text) {
    try {
      return java.util.Arrays.stream(text.split(",")).map(Recipe::parsePhase).toList();
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new IllegalArgumentException(
          "Phases are SIDExEPOCHS@BACKBONE_RATE/HEAD_RATE, comma-separated, such as"
              + " 128x5@3e-4/1e-3,224x1.5@1e-4/2e-4; found '"
              + text
              + "'.",
          e);
    }
  }

  private static Phase parsePhase(String text) {
    String[] atParts = text.split("@", 2);
    String[] size = atParts[0].split("x", 2);
    String[] rates = atParts.length > 1 ? atParts[1].split("/", 2) : new String[] {"3e-4", "1e-3"};
    Phase phase =
        new Phase(
            Integer.parseInt(size[0].strip()),
            Double.parseDouble(size[1]),
            Double.parseDouble(rates[0]),
            Double.parseDouble(rates[1]));
    if (phase.side < 32 || phase.side > 512 || !(phase.epochs > 0)) {
      throw new UserException(
          "A phase has a side of 32–512 px and more than 0 epochs; found '" + text + "'.");
    }
    return phase;
  }
}
