package org.signcam.train;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.annotations.SerializedName;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.signcam.net.Backbone;
import org.signcam.net.Head;

/**
 * How a model is trained. The recipes are lines of {@code recipes.json}; a recipe may say which
 * other it is {@code like}, and any setting can be overridden by its name.
 *
 * @param name as in {@code --recipe}
 * @param about a line for whoever chooses
 * @param network a backbone's id, as {@code resnet18} or {@code lab-cnn:12,24,24}
 * @param head a head's id, as {@code linear} or {@code mlp:100}
 * @param scaling of the pixels before the network
 * @param rejecting whether what is not a letter becomes a class of its own; else it is left out
 * @param phases one after another; see {@link Phase#parse}
 * @param batch pictures a step
 * @param drawing how pictures are drawn
 * @param optimizer adam, adamw or sgd
 * @param schedule of the rate within a phase: constant, or cosine with a warm-up
 * @param weightDecay of AdamW and SGD, on weights of two and more dimensions
 * @param dropout in the head, 0–1
 * @param smoothing of the labels, 0–1 (Szegedy et al. 2016, https://arxiv.org/abs/1512.00567)
 * @param distillation what a teacher's word counts, where there is one, against the labels', 0–1
 * @param mixup spread of the share at which two pictures are laid over each other, with their
 *     labels: both α of a beta distribution, 0 for none (Zhang et al. 2018,
 *     https://arxiv.org/abs/1710.09412)
 * @param landmarkWeight of the loss over the hand's 21 points, where the head finds them
 * @param augmentation how training pictures are disturbed
 * @param strength of the augmentation, 0–3: 0 none, 1 its ranges, 2 twice as wide
 * @param stageDecay share of a stage's rate that the pretrained stage before it learns at, 0–1; 1
 *     for one rate (Howard and Ruder 2018, https://arxiv.org/abs/1801.06146, section 3.2)
 * @param averaging decay of the running mean of the weights, a step; 0 for none
 * @param checkEvery steps between two validations; 0 for an epoch
 * @param keep which validation's weights are kept
 * @param sheet validation pictures shown on a sheet first; 0 for none
 * @param cache variants of each picture whose features at the end of the frozen stages are computed
 *     once and kept; 0 for {@value #VARIANTS} where the head alone is trained, else none
 * @param follows whether network, scaling and size of pictures are rather those of the weights that
 *     it starts from; see {@link StartingWeights#follow}
 */
public record Recipe(
    String name,
    String about,
    String network,
    String head,
    Scaling scaling,
    boolean rejecting,
    String phases,
    int batch,
    Drawing drawing,
    Optimizer.Kind optimizer,
    Schedule schedule,
    double weightDecay,
    float dropout,
    double smoothing,
    double distillation,
    double mixup,
    double landmarkWeight,
    Augmentation augmentation,
    double strength,
    double stageDecay,
    double averaging,
    int checkEvery,
    Keep keep,
    int sheet,
    int cache,
    boolean follows) {

  private static final int VARIANTS = 4;

  /** What becomes of a pixel of 0–1 in each of R, G and B. */
  public enum Scaling {
    /** Less ImageNet's mean, by its deviation, as torchvision's weights expect it. */
    @SerializedName("imagenet")
    IMAGENET,
    /** (x − 0.5)/0.5. */
    @SerializedName("half")
    HALF,
    /** x. */
    @SerializedName("unit")
    UNIT;

    float[] mean() {
      return switch (this) {
        case IMAGENET -> new float[] {0.485f, 0.456f, 0.406f};
        case HALF -> new float[] {0.5f, 0.5f, 0.5f};
        case UNIT -> new float[] {0, 0, 0};
      };
    }

    float[] deviation() {
      return switch (this) {
        case IMAGENET -> new float[] {0.229f, 0.224f, 0.225f};
        case HALF -> new float[] {0.5f, 0.5f, 0.5f};
        case UNIT -> new float[] {1, 1, 1};
      };
    }
  }

  /** How training pictures are disturbed. */
  public enum Augmentation {
    /** As another webcam, room and moment might; see {@link Augmenter}. */
    @SerializedName("webcam")
    WEBCAM,
    /** Made 0.74 to 1.28 times as large and turned by 10° (deviation; 25° at most), no more. */
    @SerializedName("zoom and rotation")
    ZOOM_AND_ROTATION
  }

  /** Which pictures make a batch. */
  public enum Drawing {
    /** Drawn with replacement, by {@link Example#weights}: signers and labels in balance. */
    @SerializedName("weighted")
    WEIGHTED,
    /** Each once an epoch in random order; the last batch is smaller. */
    @SerializedName("shuffled")
    SHUFFLED,
    /** As shuffled, but a last partial batch is dropped. */
    @SerializedName("whole batches")
    WHOLE_BATCHES
  }

  /** How the rate goes within a phase. */
  public enum Schedule {
    @SerializedName("constant")
    CONSTANT,
    @SerializedName("cosine")
    COSINE
  }

  /** What the best validation is best at. */
  public enum Keep {
    /** The least loss. */
    @SerializedName("loss")
    LOSS,
    /** The highest mean over signers of the share of letters read right. */
    @SerializedName("signers")
    SIGNERS,
    /** The highest share of letters read right. */
    @SerializedName("accuracy")
    ACCURACY
  }

  private static final Gson GSON = new Gson();

  /** All recipes, in the order to show them. */
  public static List<Recipe> all() {
    return definitions().keySet().stream().map(Recipe::of).toList();
  }

  /**
   * Finds a recipe.
   *
   * @throws IllegalArgumentException when there is none of that name; the message lists them
   */
  public static Recipe of(String name) {
    return of(settings(name));
  }

  /** The same with other settings, by their names here; values are numbers, texts or booleans. */
  public Recipe with(Map<String, Object> overrides) {
    JsonObject settings = GSON.toJsonTree(this).getAsJsonObject();
    overrides.forEach((key, value) -> settings.add(key, GSON.toJsonTree(value)));
    return of(settings);
  }

  private static Recipe of(JsonObject settings) {
    try {
      Recipe recipe = GSON.fromJson(settings, Recipe.class);
      recipe.check();
      return recipe;
    } catch (JsonParseException e) {
      throw new IllegalArgumentException("A setting is not of its kind: " + e.getMessage(), e);
    }
  }

  /** The settings, as the model card keeps them. */
  public Map<String, Object> settings() {
    return GSON.fromJson(GSON.toJsonTree(this), new TypeToken<Map<String, Object>>() {});
  }

  private static JsonObject settings(String name) {
    Map<String, JsonObject> all = definitions();
    JsonObject own = all.get(name);
    if (own == null) {
      throw new IllegalArgumentException(
          "There is no recipe '" + name + "'; there are: " + String.join(", ", all.keySet()) + ".");
    }
    JsonElement like = own.remove("like");
    JsonObject whole = like == null ? new JsonObject() : settings(like.getAsString());
    own.entrySet().forEach(e -> whole.add(e.getKey(), e.getValue()));
    return whole;
  }

  private static Map<String, JsonObject> definitions() {
    try (Reader in =
        new InputStreamReader(
            Objects.requireNonNull(Recipe.class.getResourceAsStream("recipes.json")),
            StandardCharsets.UTF_8)) {
      JsonArray all = JsonParser.parseReader(in).getAsJsonArray();
      return all.asList().stream()
          .map(JsonElement::getAsJsonObject)
          .collect(
              Collectors.toMap(
                  o -> o.get("name").getAsString(),
                  o -> o,
                  (a, b) -> b,
                  java.util.LinkedHashMap::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void check() {
    Backbone backbone = backbone();
    Head.of(head);
    List<Phase> all = phaseList();
    require(batch >= 1 && batch <= 4096, "batch is 1–4096 pictures, not " + batch);
    require(weightDecay >= 0 && weightDecay < 1, "weightDecay is 0–1, not " + weightDecay);
    require(dropout >= 0 && dropout < 1, "dropout is 0–1, not " + dropout);
    require(smoothing >= 0 && smoothing < 1, "smoothing is 0–1, not " + smoothing);
    require(distillation >= 0 && distillation <= 1, "distillation is 0–1, not " + distillation);
    require(mixup >= 0 && mixup <= 10, "mixup is 0–10, not " + mixup);
    require(
        mixup == 0 || variants() == 0,
        "mixup mixes pictures, and here features are cached; leave one of them out");
    require(stageDecay > 0 && stageDecay <= 1, "stageDecay is 0–1, not " + stageDecay);
    require(strength >= 0 && strength <= 3, "strength is 0–3, not " + strength);
    require(averaging >= 0 && averaging < 1, "averaging is 0–1, not " + averaging);
    require(sheet >= 0 && sheet <= 400, "sheet is 0–400 pictures, not " + sheet);
    require(checkEvery >= 0, "checkEvery is 0 or more steps, not " + checkEvery);
    require(landmarkWeight >= 0, "landmarkWeight is 0 or more, not " + landmarkWeight);
    require(cache >= 0 && cache <= 64, "cache is 0–64 variants of a picture, not " + cache);
    require(
        cache == 0 || frozenStages() > 0,
        "a cache is for stages that are frozen all along; freeze some with --train");
    for (Phase phase : all) {
      require(
          phase.side() >= backbone.leastSide(),
          backbone.id() + " needs pictures of " + backbone.leastSide() + " px or more");
      require(
          phase.from().equals(Phase.ALL)
              || phase.from().equals(Phase.HEAD)
              || backbone.stages().contains(phase.from()),
          "a phase trains all, head, or from one of "
              + String.join(", ", backbone.stages())
              + " on, not '"
              + phase.from()
              + "'");
    }
    require(
        !oneSize() || all.stream().map(Phase::side).distinct().count() == 1,
        "this network sees pictures of one size alone; give all phases the same side");
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise + ".");
    }
  }

  /** Whether the head is made for one size of feature map. */
  boolean oneSize() {
    return Head.of(head).oneSize();
  }

  public Backbone backbone() {
    return Backbone.of(network);
  }

  /** The phases, read. */
  public List<Phase> phaseList() {
    return Phase.parse(phases);
  }

  /** Side of the finished model's input, px: the last phase's. */
  public int inputSide() {
    List<Phase> all = phaseList();
    return all.get(all.size() - 1).side();
  }

  /** The first of the backbone's stages that a phase trains; as many as there are for none. */
  int firstTrained(Phase phase) {
    return switch (phase.from()) {
      case Phase.ALL -> 0;
      case Phase.HEAD -> backbone().stages().size();
      default -> backbone().stages().indexOf(phase.from());
    };
  }

  /** How many of the backbone's first stages stay as they are all along. */
  int frozenStages() {
    return phaseList().stream().mapToInt(this::firstTrained).min().orElse(0);
  }

  /** Whether the whole backbone stays as it is. */
  public boolean headOnly() {
    return frozenStages() == backbone().stages().size();
  }

  /** Variants of each picture in the feature cache; 0 where pictures are disturbed anew. */
  int variants() {
    int wanted = cache == 0 && headOnly() ? VARIANTS : cache;
    return strength == 0 ? Math.min(1, wanted) : wanted;
  }

  /** From where on any phase trains: {@link Phase#ALL}, a stage, or {@link Phase#HEAD}. */
  String learntFrom() {
    int first = frozenStages();
    if (first == 0) {
      return Phase.ALL;
    }
    return headOnly() ? Phase.HEAD : backbone().stages().get(first);
  }

  /**
   * The phases with every one's side, rate, epochs or beginning changed; {@code null} leaves it.
   */
  public String phasesWith(Integer side, Double epochs, Double rate, String from) {
    List<String> changed = new ArrayList<>();
    for (Phase p : phaseList()) {
      double head = rate == null ? p.headRate() : rate;
      double backbone = rate == null ? p.backboneRate() : p.backboneRate() / p.headRate() * rate;
      changed.add(
          new Phase(
                  side == null ? p.side() : side,
                  epochs == null ? p.epochs() : epochs,
                  backbone,
                  head,
                  from == null ? p.from() : from)
              .toString());
    }
    return String.join(",", changed);
  }
}
