package org.signcam.net;

import ai.djl.nn.Block;

/**
 * A layer as DJL runs it, and the same in words.
 *
 * @param step tells a {@link GraphBuilder} what the block does
 */
record Layer(Block block, Step step) {
  /** One or a few steps of a network. */
  @FunctionalInterface
  interface Step {
    /**
     * Tells a graph what is done.
     *
     * @param name of the layer, under which its weights are
     */
    GraphBuilder.Value describe(GraphBuilder graph, String name, GraphBuilder.Value x);
  }
}
