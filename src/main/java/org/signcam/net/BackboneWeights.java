package org.signcam.net;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.signcam.base.UserException;
import org.signcam.net.Safetensors.Tensor;

/**
 * Weights of which it is known what network they fill.
 *
 * @param cut the last stage that they fill
 * @param tensors the network's, under torchvision's bare names, in its order
 * @param dropped how many others there were, such as the classifier of ImageNet's 1000 classes
 * @param inOrder whether the names were foreign, so that the tensors were taken in their order
 */
public record BackboneWeights(
    Backbone backbone, String cut, Map<String, Tensor> tensors, int dropped, boolean inOrder) {
  /**
   * The first weight of each network, of three colours; what stands before it stands before all.
   */
  private static final Pattern FIRST =
      Pattern.compile("(.*\\.)?(conv1|features\\.0(\\.0)?)\\.weight");

  /** The parts of torchvision's networks behind the feature map. */
  private static final Pattern CLASSIFIER = Pattern.compile("(fc|classifier\\.\\d)\\..*");

  private static final List<String> KINDS =
      List.of(".weight", ".bias", ".running_mean", ".running_var");

  /** Any side does for the shapes of weights, px. */
  private static final Shape INPUT = new Shape(1, 3, 64, 64);

  /**
   * Finds the network whose names and shapes the tensors have, up to the last stage that they fill;
   * with batch norm or with it folded. What stands before all names, such as {@code module.}, and
   * batch norm's counters are dropped. Where no name is torchvision's, as in {@code
   * nn.Sequential(*resnet.children())}, the network is the one with as many tensors of each kind,
   * and they are taken in their order: PyTorch lists them as they are declared.
   *
   * @param source the file's name, for messages
   * @throws UserException when they fit no network, or hold a weight that is no number
   */
  public static BackboneWeights recognize(Map<String, Tensor> tensors, String source) {
    String prefix = prefix(tensors);
    boolean foreign = prefix == null;
    Map<String, Tensor> bare = bare(tensors, foreign ? "" : prefix);
    boolean folded = bare.keySet().stream().noneMatch(name -> name.endsWith(".running_var"));
    for (Backbone backbone : Backbone.all()) {
      // Of the first stage alone it cannot be told which ResNet it is from: index 0 is left out.
      for (int last = backbone.stages().size() - 1; last > 0; last--) {
        String cut = backbone.stages().get(last);
        List<String> names = List.copyOf(backbone.build(cut, folded).parameters().keySet());
        Map<String, Tensor> own = foreign ? inOrder(names, bare) : byName(names, bare);
        if (own != null) {
          try {
            check(backbone.build(cut, folded), own, source);
          } catch (UserException e) {
            if (foreign) {
              continue; // as many tensors, but of another network
            }
            throw e;
          }
          return new BackboneWeights(backbone, cut, own, tensors.size() - own.size(), foreign);
        }
      }
    }
    throw new UserException(
        source
            + " fits no network that signcam has ("
            + Backbone.all().stream().map(Backbone::id).collect(Collectors.joining(", "))
            + ", under torchvision's names); name a file of one of these.");
  }

  /** What stands before all names; {@code null} where the first weight's name is not there. */
  private static String prefix(Map<String, Tensor> tensors) {
    return tensors.entrySet().stream()
        .filter(e -> e.getValue().shape().length == 4 && e.getValue().shape()[1] == 3)
        .map(e -> FIRST.matcher(e.getKey()))
        .filter(Matcher::matches)
        .map(m -> m.group(1) == null ? "" : m.group(1))
        .min(Comparator.comparingInt(String::length))
        .orElse(null);
  }

  private static Map<String, Tensor> bare(Map<String, Tensor> tensors, String prefix) {
    Map<String, Tensor> bare = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          if (name.startsWith(prefix) && !name.endsWith(".num_batches_tracked")) {
            bare.put(name.substring(prefix.length()), tensor);
          }
        });
    return bare;
  }

  /** The network's tensors; {@code null} when some are missing or others are no classifier's. */
  private static Map<String, Tensor> byName(List<String> names, Map<String, Tensor> bare) {
    boolean whole = bare.keySet().containsAll(names);
    Stream<String> others = bare.keySet().stream().filter(name -> !names.contains(name));
    if (!whole || !others.allMatch(name -> CLASSIFIER.matcher(name).matches())) {
      return null;
    }
    Map<String, Tensor> own = new LinkedHashMap<>();
    names.forEach(name -> own.put(name, bare.get(name)));
    return own;
  }

  /** Each kind of tensor in its own row; {@code null} when there are more or fewer of one. */
  private static Map<String, Tensor> inOrder(List<String> names, Map<String, Tensor> foreign) {
    Map<String, Tensor> own = new LinkedHashMap<>();
    names.forEach(name -> own.put(name, null)); // fixes the order
    for (String kind : KINDS) {
      List<String> ours = names.stream().filter(n -> n.endsWith(kind)).toList();
      List<String> theirs = foreign.keySet().stream().filter(n -> n.endsWith(kind)).toList();
      if (ours.size() != theirs.size()) {
        return null;
      }
      for (int i = 0; i < ours.size(); i++) {
        own.put(ours.get(i), foreign.get(theirs.get(i)));
      }
    }
    return own;
  }

  private static void check(Chain net, Map<String, Tensor> own, String source) {
    try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
      Weights.initialize(net, manager, INPUT);
      Weights.load(net, own, "", false, source);
    }
  }
}
