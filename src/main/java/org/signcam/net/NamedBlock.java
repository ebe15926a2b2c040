package org.signcam.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.norm.BatchNorm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * A block that knows its parts by torchvision's names, so that {@code layer1.0.conv1.weight} means
 * the same here as there.
 */
public abstract class NamedBlock extends AbstractBlock {
  /** DJL's parameter names in torch's words; the others are the same. */
  private static final Map<String, String> BATCH_NORM =
      Map.of(
          "gamma", "weight",
          "beta", "bias",
          "runningMean", "running_mean",
          "runningVar", "running_var");

  private final List<Part> parts = new ArrayList<>();

  private record Part(String name, Block block) {}

  /** Sees the output of each named layer as it passes; {@code null} nearly always. */
  private BiConsumer<String, NDArray> observer;

  /**
   * Adds a part.
   *
   * @param name torchvision's name, or "" for a part whose own parts are named as if they were ours
   */
  protected final <B extends Block> B part(String name, B block) {
    parts.add(new Part(name, block));
    return addChildBlock(name, block);
  }

  /** All parameters of this block and below, by torchvision's names. */
  public final Map<String, Parameter> parameters() {
    Map<String, Parameter> found = new LinkedHashMap<>();
    collect("", found);
    return found;
  }

  /**
   * Lets {@code watch} see each named layer's output during {@link #forward}; {@code null} ends it.
   */
  public final void observe(BiConsumer<String, NDArray> watch) {
    observe("", watch);
  }

  private void observe(String prefix, BiConsumer<String, NDArray> watch) {
    observer = watch == null ? null : (name, out) -> watch.accept(prefix + name, out);
    for (Part part : parts) {
      if (part.block instanceof NamedBlock named) {
        named.observe(part.name.isEmpty() ? prefix : prefix + part.name + ".", watch);
      }
    }
  }

  /**
   * Tells {@code graph} the steps of this block, without running or initializing it.
   *
   * @param prefix before the names of its parts
   * @return its result; the logits of a head
   */
  public abstract GraphBuilder.Value describe(
      GraphBuilder graph, String prefix, GraphBuilder.Value x);

  /** Shows a layer's output to the observer, if there is one. */
  protected final void observed(Block layer, NDArray output) {
    if (observer != null && !(layer instanceof NamedBlock)) {
      for (Part part : parts) {
        if (part.block == layer) {
          observer.accept(part.name, output);
        }
      }
    }
  }

  private void collect(String prefix, Map<String, Parameter> into) {
    for (Part part : parts) {
      String path = part.name.isEmpty() ? prefix : prefix + part.name + ".";
      if (part.block instanceof NamedBlock named) {
        named.collect(path, into);
      } else {
        Map<String, String> words = part.block instanceof BatchNorm ? BATCH_NORM : Map.of();
        part.block
            .getDirectParameters()
            .forEach(
                p -> into.put(path + words.getOrDefault(p.getKey(), p.getKey()), p.getValue()));
      }
    }
  }

  /** Initializes a part on the shapes it will see and returns the shapes it gives. */
  static Shape[] initialize(Block part, NDManager manager, DataType type, Shape... input) {
    part.initialize(manager, type, input);
    return part.getOutputShapes(input);
  }
}
