package org.signcam.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.signcam.base.UserException;
import org.signcam.net.Backbone;
import org.signcam.net.Head;
import org.signcam.train.Recipe;
import org.signcam.train.StartingWeights;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** A recipe by name, and what of it is overridden. */
final class RecipeOptions {
  @Option(
      names = "--recipe",
      defaultValue = "resnet18",
      description = "Which one; --list shows them. Default: ${DEFAULT-VALUE}.")
  private String name;

  @Option(
      names = "--network",
      description = "resnet18, resnet34, resnet50, mobilenetv2, alexnet, lab-cnn or tutorial-cnn.")
  private String network;

  @Option(
      names = "--channels",
      paramLabel = "N,N…",
      description = "Of a small network's convolutions, as 12,24,24.")
  private String channels;

  @Option(
      names = "--head",
      description = "linear, mlp, conv, dense3 or pose; mlp:100 sets its units.")
  private String head;

  @Option(names = "--hidden", paramLabel = "N,N…", description = "Units of the head's layers.")
  private String hidden;

  @Option(
      names = "--phases",
      description =
          "SIDExEPOCHS@BACKBONE_RATE/HEAD_RATE:FROM, comma-separated, such as 128x5@3e-4/1e-3,224x1.5@1e-4/2e-4:layer4.")
  private String phases;

  @Option(names = "--size", paramLabel = "PX", description = "Side of the pictures, all phases.")
  private Integer size;

  @Option(names = "--epochs", description = "Of each phase.")
  private Double epochs;

  @Option(
      names = "--rate",
      description = "Highest learning rate of the head, each phase; the backbone's goes with it.")
  private Double rate;

  @Option(
      names = "--train",
      paramLabel = "FROM",
      description =
          "head (on cached features), last (the last stage too), all, or a stage's name: what lies before it is frozen.")
  private String from;

  @Option(
      names = "--cache",
      paramLabel = "VARIANTS",
      arity = "0..1",
      fallbackValue = "4",
      description =
          "Compute the features before the first trained stage once, of so many variants of each picture (${FALLBACK-VALUE}), instead of disturbing pictures anew each time. Always with --train head.")
  private Integer cache;

  @Option(
      names = "--scaling",
      description = "Of pixels: imagenet (torchvision's), half (from -1 to 1) or unit (0 to 1).")
  private String scaling;

  @Option(names = "--batch", description = "Pictures a step.")
  private Integer batch;

  @Option(names = "--drawing", description = "weighted, shuffled, or 'whole batches'.")
  private String drawing;

  @Option(names = "--optimizer", description = "adam, adamw or sgd.")
  private String optimizer;

  @Option(names = "--schedule", description = "constant or cosine.")
  private String schedule;

  @Option(names = "--weight-decay", description = "Of adamw and sgd.")
  private Double weightDecay;

  @Option(names = "--dropout", description = "In the head, 0–1.")
  private Double dropout;

  @Option(names = "--smoothing", description = "Of the labels, 0–1.")
  private Double smoothing;

  @Option(
      names = "--mixup",
      description = "Lays pictures over each other: alpha of the share, as 0.2; 0 for none.")
  private Double mixup;

  @Option(
      names = "--stage-decay",
      description = "Share of a stage's rate at which the pretrained stage before it learns, 0–1.")
  private Double stageDecay;

  @Option(
      names = "--rejecting",
      arity = "1",
      paramLabel = "true|false",
      description = "Whether what is no letter is learnt, to be rejected; else it is left out.")
  private Boolean rejecting;

  @Option(names = "--landmark-weight", description = "Of the loss over the hand's points.")
  private Double landmarkWeight;

  @Option(
      names = "--distillation",
      description = "What a --teacher's word counts against the labels', 0–1.")
  private Double distillation;

  @Option(
      names = "--augmentation",
      description = "How training pictures are disturbed: webcam or 'zoom and rotation'.")
  private String augmentation;

  @Option(
      names = "--strength",
      description = "Of the augmentation: 0 none, 1 its ranges, 2 twice as wide.")
  private Double strength;

  @Option(names = "--averaging", description = "Of the weights, as 0.995 a step; 0 for none.")
  private Double averaging;

  @Option(names = "--check-every", description = "Steps between validations; 0 for an epoch.")
  private Integer checkEvery;

  @Option(names = "--keep", description = "Of validations: loss, signers or accuracy.")
  private String keep;

  @Option(
      names = "--sheet",
      paramLabel = "N",
      description = "Validation pictures on a sheet before training, NAME.run/validation.png.")
  private Integer sheet;

  /** The rate given for all phases, or {@code null}. */
  Double rate() {
    return rate;
  }

  /** The recipe as it is by its name, on the network of the weights to start from if it follows. */
  private Recipe named(CommandSpec spec, Path start) {
    Recipe recipe;
    try {
      recipe = Recipe.of(name);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    boolean follows = recipe.follows() && network == null && start != null;
    return follows ? StartingWeights.follow(recipe, start) : recipe;
  }

  /** The recipe with what was overridden. */
  Recipe recipe(CommandSpec spec, Path start) {
    Recipe recipe = named(spec, start);
    try {
      Map<String, Object> overrides = new LinkedHashMap<>();
      put(overrides, "network", network);
      put(overrides, "head", head);
      put(overrides, "phases", phases);
      put(overrides, "cache", cache);
      put(overrides, "batch", batch);
      one(overrides, "scaling", scaling, "imagenet", "half", "unit");
      one(overrides, "drawing", drawing, "weighted", "shuffled", "whole batches");
      one(overrides, "optimizer", optimizer, "adam", "adamw", "sgd");
      one(overrides, "schedule", schedule, "constant", "cosine");
      one(overrides, "keep", keep, "loss", "signers", "accuracy");
      put(overrides, "weightDecay", weightDecay);
      put(overrides, "dropout", dropout);
      put(overrides, "smoothing", smoothing);
      put(overrides, "mixup", mixup);
      put(overrides, "stageDecay", stageDecay);
      put(overrides, "rejecting", rejecting);
      put(overrides, "landmarkWeight", landmarkWeight);
      put(overrides, "distillation", distillation);
      one(overrides, "augmentation", augmentation, "webcam", "zoom and rotation");
      put(overrides, "strength", strength);
      put(overrides, "averaging", averaging);
      put(overrides, "checkEvery", checkEvery);
      put(overrides, "sheet", sheet);
      if (channels != null) {
        String family = (network == null ? recipe.network() : network).replaceFirst(":.*", "");
        overrides.put("network", family + ":" + channels);
      }
      if (hidden != null) {
        String kind = (head == null ? recipe.head() : head).replaceFirst(":.*", "");
        overrides.put("head", kind + ":" + hidden);
      }
      String part = from;
      if ("last".equals(part)) {
        Object chosen = overrides.getOrDefault("network", recipe.network());
        part = Backbone.of(chosen.toString()).lastStage();
      }
      boolean changes = size != null || epochs != null || rate != null || part != null;
      if ((rate != null && !(rate > 0)) || (epochs != null && !(epochs > 0))) {
        throw new IllegalArgumentException("--rate and --epochs are above 0.");
      }
      if (changes) {
        Recipe base = phases == null ? recipe : recipe.with(Map.of("phases", phases));
        overrides.put("phases", base.phasesWith(size, epochs, rate, part));
      }
      return recipe.with(overrides);
    } catch (IllegalArgumentException | UserException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /** The words on a command line that make a recipe from the one of its name. */
  static List<String> words(Recipe recipe) {
    List<String> words = new ArrayList<>(List.of("--recipe", recipe.name()));
    Map<String, Object> named = Recipe.of(recipe.name()).settings();
    recipe
        .settings()
        .forEach(
            (setting, value) -> {
              if (!value.equals(named.get(setting))) {
                words.add("--" + setting.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT));
                words.add(word(value));
              }
            });
    return words;
  }

  /** As short as it can be typed: without a float's digits beyond its own, or an empty fraction. */
  private static String word(Object value) {
    boolean wasFloat = value instanceof Double d && d.floatValue() == d;
    String text = wasFloat ? Float.toString(((Double) value).floatValue()) : value.toString();
    return text.replaceFirst("\\.0$", "");
  }

  private static void put(Map<String, Object> overrides, String name, Object value) {
    if (value != null) {
      overrides.put(name, value);
    }
  }

  private static void one(
      Map<String, Object> overrides, String name, String value, String... known) {
    if (value != null && !Arrays.asList(known).contains(value)) {
      throw new IllegalArgumentException(
          "There is no %s '%s'; there are: '%s'."
              .formatted(name, value, String.join("', '", known)));
    }
    put(overrides, name, value);
  }

  /** The recipes, a line each. */
  static String list() {
    List<Recipe> all = Recipe.all();
    int width = all.stream().mapToInt(r -> r.name().length()).max().orElse(0);
    return all.stream()
        .map(
            r ->
                "%s  %s%n%s  %s + %s, %s%n%s  %s"
                    .formatted(
                        pad(r.name(), width),
                        r.about(),
                        pad("", width),
                        Backbone.of(r.network()).id(),
                        Head.of(r.head()).id(),
                        r.phases(),
                        pad("", width),
                        how(r.settings())))
        .collect(Collectors.joining(System.lineSeparator()));
  }

  private static String how(Map<String, Object> of) {
    boolean disturbed = !of.get("strength").equals(0.0);
    return "batches of %s, %s; %s, %s rate; inputs scaled: %s; %s"
        .formatted(
            word(of.get("batch")),
            of.get("drawing"),
            of.get("optimizer"),
            of.get("schedule"),
            of.get("scaling"),
            disturbed ? "disturbed: " + of.get("augmentation") : "not disturbed");
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
