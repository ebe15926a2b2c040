package org.signcam.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Named blocks one after another, one tensor in and one out. Unlike DJL's SequentialBlock it keeps
 * torchvision's names, and while predicting it lets go of each intermediate tensor at once.
 */
public final class Chain extends NamedBlock {
  private final List<Link> links = new ArrayList<>();

  /**
   * A block in its place.
   *
   * @param step how it is described; {@code null} for a block that describes itself
   * @param weighted whether it may have weights under that name
   */
  private record Link(String name, Block block, Layer.Step step, boolean weighted) {
    GraphBuilder.Value describe(GraphBuilder graph, String prefix, GraphBuilder.Value x) {
      return block instanceof NamedBlock named
          ? named.describe(graph, prefix + (name.isEmpty() ? "" : name + "."), x)
          : step.describe(graph, prefix + name, x);
    }
  }

  /** Appends a link; for {@code name} see {@link NamedBlock#part}. Operations take their number. */
  Chain add(String name, NamedBlock block) {
    links.add(new Link(name, part(name, block), null, true));
    return this;
  }

  /** As above. */
  Chain add(String name, Layer layer) {
    links.add(new Link(name, part(name, layer.block()), layer.step(), true));
    return this;
  }

  /** Appends an operation without parameters; its name is only for the reader of a print-out. */
  Chain operation(String name, Layer layer) {
    links.add(new Link(name, addChildBlock(name, layer.block()), layer.step(), false));
    return this;
  }

  /**
   * A forward pass in training, in which frozen layers only predict: their batch norms keep to the
   * moments that they have.
   *
   * @param frozen told a layer's name, as {@code layer1} or {@code features.0}
   */
  public NDArray forwardPartly(ParameterStore store, NDArray input, Predicate<String> frozen) {
    return forwardPartly(store, input, "", frozen);
  }

  private NDArray forwardPartly(
      ParameterStore store, NDArray input, String prefix, Predicate<String> frozen) {
    NDArray current = input;
    for (Link link : links) {
      String name = prefix + link.name;
      current =
          name.equals("features") && link.block instanceof Chain features
              ? features.forwardPartly(store, current, "features.", frozen)
              : link.block
                  .forward(store, new NDList(current), !frozen.test(name))
                  .singletonOrThrow();
    }
    return current;
  }

  /**
   * Some of the links, one after another as they are here: the very blocks, not copies of them.
   *
   * @param takes told a layer's name, as {@code layer1} or {@code features.0}
   */
  public Chain part(Predicate<String> takes) {
    return part("", takes);
  }

  private Chain part(String prefix, Predicate<String> takes) {
    Chain some = new Chain();
    for (Link link : links) {
      String name = prefix + link.name;
      if (name.equals("features") && link.block instanceof Chain features) {
        some.add(name, features.part("features.", takes));
      } else if (takes.test(name) && link.weighted) {
        if (link.block instanceof NamedBlock named) {
          some.add(link.name, named);
        } else {
          some.add(link.name, new Layer(link.block, link.step));
        }
      } else if (takes.test(name)) {
        some.operation(link.name, new Layer(link.block, link.step));
      }
    }
    return some;
  }

  @Override
  public GraphBuilder.Value describe(GraphBuilder graph, String prefix, GraphBuilder.Value x) {
    GraphBuilder.Value current = x;
    for (Link link : links) {
      current = link.describe(graph, prefix, current);
    }
    return current;
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    NDArray input = inputs.singletonOrThrow();
    NDArray current = input;
    for (Link link : links) {
      NDArray next = link.block.forward(store, new NDList(current), training).singletonOrThrow();
      observed(link.block, next);
      if (!training && current != input && next != current) {
        current.close();
      }
      current = next;
    }
    return new NDList(current);
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
    Shape[] shapes = inputShapes;
    for (Link link : links) {
      shapes = initialize(link.block, manager, type, shapes);
    }
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    Shape[] shapes = inputShapes;
    for (Link link : links) {
      shapes = link.block.getOutputShapes(shapes);
    }
    return shapes;
  }
}
