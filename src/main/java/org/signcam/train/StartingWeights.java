package org.signcam.train;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.signcam.base.UserException;
import org.signcam.model.GestureModel;
import org.signcam.model.ModelCard;
import org.signcam.model.Network;
import org.signcam.net.BackboneWeights;
import org.signcam.net.Folding;
import org.signcam.net.Folding.Moments;
import org.signcam.net.Safetensors;
import org.signcam.net.Safetensors.Tensor;
import org.signcam.net.Weights;
import org.signcam.train.Recipe.Scaling;

/**
 * The weights that training starts from: torchvision's names, bare or as {@code backbone.*} of a
 * signcam model. Stages that the file lacks start afresh, and so does the head, unless it is that
 * of a model with the same labels.
 */
public final class StartingWeights {
  /**
   * Files that a folded batch norm is taken out of give each norm its data's moments from these.
   */
  private static final int BATCHES = 4;

  private StartingWeights() {}

  /**
   * A recipe on the network that a file of weights is for, with the scaling of pixels that these
   * want; of a signcam model also with its size of pictures.
   *
   * @throws UserException when the file cannot be read or fits no network
   */
  public static Recipe follow(Recipe recipe, Path file) {
    ModelCard card = GestureModel.cardIn(file);
    if (card == null) {
      String id = BackboneWeights.recognize(backbone(file), file.toString()).backbone().id();
      Recipe own = Recipe.of(id.replaceFirst(":.*", ""));
      return recipe.with(Map.of("network", id, "scaling", own.scaling()));
    }
    Scaling scaling =
        Stream.of(Scaling.values())
            .filter(s -> Arrays.equals(s.mean(), card.mean()))
            .filter(s -> Arrays.equals(s.deviation(), card.std()))
            .findFirst()
            .orElseThrow(
                () ->
                    new UserException(file + " scales its pixels as no recipe does; use another."));
    String phases = recipe.phasesWith(card.inputSide(), null, null, null);
    return recipe.with(Map.of("network", card.backbone(), "scaling", scaling, "phases", phases));
  }

  /**
   * Fills the backbone of {@code network}, which is built with batch norm.
   *
   * @param card of the network
   * @param examples batches of training pictures, for the moments of a folded file
   * @return the names of the backbone's weights that the file has
   * @throws UserException when the file holds nothing for this network
   */
  static List<String> load(Network network, ModelCard card, Path file, Source examples) {
    Map<String, Tensor> tensors = backbone(file);
    boolean norms = tensors.keySet().stream().anyMatch(StartingWeights::isNorm);
    boolean wantsNorms =
        network.backbone().parameters().keySet().stream().anyMatch(StartingWeights::isNorm);
    if (wantsNorms && !norms) {
      tensors = Folding.unfold(tensors, moments(card, tensors, file, examples));
    }
    int found = Weights.load(network.backbone(), tensors, "", true, file.toString());
    if (found == 0) {
      throw new UserException(
          file + " has no weights for " + card.backbone() + "; name a file of that network.");
    }
    return network.backbone().parameters().keySet().stream().filter(tensors::containsKey).toList();
  }

  /**
   * Fills the head of {@code network} too, where the file is a model of the same head and labels.
   *
   * @param card of the network
   * @return whether it is
   */
  static boolean loadHead(Network network, ModelCard card, Path file) {
    ModelCard other = GestureModel.cardIn(file);
    boolean same =
        other != null
            && other.head().equals(card.head())
            && other.labels().equals(card.labels())
            && other.backbone().equals(card.backbone())
            && other.cut().equals(card.cut());
    if (same) {
      Map<String, Tensor> tensors = Safetensors.read(file).tensors();
      Weights.load(network.head(), tensors, Network.HEAD, false, file.toString());
    }
    return same;
  }

  static boolean isNorm(String name) {
    return name.endsWith("running_var");
  }

  /** The backbone's tensors of a file, under torchvision's bare names. */
  static Map<String, Tensor> backbone(Path file) {
    Map<String, Tensor> tensors = Safetensors.read(file).tensors();
    Map<String, Tensor> backbone = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          if (name.startsWith(Network.BACKBONE)) {
            backbone.put(name.substring(Network.BACKBONE.length()), tensor);
          }
        });
    return backbone.isEmpty() ? tensors : backbone;
  }

  /** Runs some batches through the folded network and measures each convolution's output. */
  private static Map<String, Moments> moments(
      ModelCard card, Map<String, Tensor> tensors, Path file, Source examples) {
    Map<String, double[][]> sums = new HashMap<>();
    try (Network folded = new Network(card.backboneAlone(card.cut(), true), 0, Device.cpu())) {
      Weights.load(folded.backbone(), tensors, "", true, file.toString());
      folded
          .backbone()
          .observe(
              (name, output) -> {
                if (tensors.containsKey(name + ".bias")) {
                  add(sums, name, output, tensors.get(name + ".bias").floats());
                }
              });
      for (int i = 0; i < BATCHES; i++) {
        Batch batch = examples.next();
        try (NDManager scope = folded.manager().newSubManager()) {
          batch.input().features(folded, scope, layer -> true);
        }
      }
    }
    Map<String, Moments> moments = new HashMap<>();
    sums.forEach(
        (name, s) -> {
          float[] mean = new float[s[0].length];
          float[] variance = new float[mean.length];
          for (int c = 0; c < mean.length; c++) {
            mean[c] = (float) (s[0][c] / BATCHES);
            variance[c] = (float) Math.max(0, s[1][c] / BATCHES - (double) mean[c] * mean[c]);
          }
          moments.put(name, new Moments(mean, variance));
        });
    return moments;
  }

  /** Adds the mean and the mean square of each channel, N×C×H×W, without the bias. */
  private static void add(Map<String, double[][]> sums, String name, NDArray output, float[] bias) {
    int[] each = {1};
    float[] mean;
    float[] square;
    try (NDManager scope = output.getManager().newSubManager()) {
      NDArray rows = output.transpose(1, 0, 2, 3).reshape(bias.length, -1); // C×(N·H·W)
      rows.attach(scope);
      mean = rows.mean(each).toFloatArray();
      square = rows.square().mean(each).toFloatArray();
    }
    double[][] sum = sums.computeIfAbsent(name, n -> new double[2][mean.length]);
    for (int c = 0; c < mean.length; c++) {
      sum[0][c] += mean[c] - bias[c];
      sum[1][c] += square[c] - 2.0 * bias[c] * mean[c] + (double) bias[c] * bias[c];
    }
  }
}
