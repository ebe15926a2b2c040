package org.signcam.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.signcam.model.Network;
import org.signcam.net.Chain;
import org.signcam.net.Head;
import org.signcam.net.Weights;

/**
 * What is made small: cross-entropy over the labels and, while training only, over all handshapes
 * found, and the distance of the hand's 21 points; the auxiliary heads are not kept.
 */
final class Objective {
  /** Below this distance, in sides of the picture, the landmark loss is quadratic. */
  private static final double BETA = 0.05;

  private final Network network;
  private final Recipe recipe;
  private final int labels;
  private final int shapes;
  private final Chain shapeHead;
  private final Chain pointHead;

  /**
   * @param features N×C×H×W of the backbone
   */
  Objective(Network network, Recipe recipe, int labels, int shapes, Shape features) {
    this.network = network;
    this.recipe = recipe;
    this.labels = labels;
    this.shapes = shapes;
    shapeHead = recipe.shapeWeight() > 0 ? Head.LINEAR.build(shapes, recipe.dropout()) : null;
    pointHead = recipe.landmarkWeight() > 0 ? Head.LINEAR.build(2 * Landmarks.POINTS, 0) : null;
    if (shapeHead != null) {
      Weights.initialize(shapeHead, network.manager(), features);
    }
    if (pointHead != null) {
      Weights.initialize(pointHead, network.manager(), features);
    }
  }

  /** The auxiliary heads' weights. */
  Map<String, Parameter> parameters() {
    Map<String, Parameter> all = new LinkedHashMap<>();
    if (shapeHead != null) {
      shapeHead.parameters().forEach((name, p) -> all.put("shape." + name, p));
    }
    if (pointHead != null) {
      pointHead.parameters().forEach((name, p) -> all.put("points." + name, p));
    }
    return all;
  }

  /**
   * The losses of a batch, each a scalar.
   *
   * @param logits N×labels, for the share that is read right
   */
  record Losses(NDArray total, NDArray letters, NDArray points, NDArray logits) {}

  /** Computes the losses from N×C×H×W features. */
  Losses losses(NDArray features, Batch batch) {
    NDManager scope = features.getManager();
    NDArray logits = network.logits(features, true); // N×labels
    NDArray letters = crossEntropy(logits, smoothed(scope, batch.labels(), labels));
    NDArray total = letters;
    if (shapeHead != null) {
      NDArray shapeLogits = forward(shapeHead, features); // N×shapes
      NDArray loss = crossEntropy(shapeLogits, smoothed(scope, batch.shapes(), shapes));
      total = total.add(loss.mul(recipe.shapeWeight()));
    }
    NDArray points = null;
    if (pointHead != null) {
      points = distance(forward(pointHead, features), batch); // N×42
      total = total.add(points.mul(recipe.landmarkWeight()));
    }
    return new Losses(total, letters, points, logits);
  }

  private NDArray forward(Chain head, NDArray features) {
    return head.forward(network.store(), new NDList(features), true).singletonOrThrow();
  }

  /** Cross-entropy against soft targets N×n, the mean over the batch. */
  static NDArray crossEntropy(NDArray logits, NDArray targets) {
    return logits.logSoftmax(1).mul(targets).sum(new int[] {1}).mean().neg();
  }

  private NDArray smoothed(NDManager scope, int[] indices, int n) {
    float[] targets = new float[indices.length * n];
    java.util.Arrays.fill(targets, (float) (recipe.smoothing() / n));
    for (int i = 0; i < indices.length; i++) {
      targets[i * n + indices[i]] += (float) (1 - recipe.smoothing());
    }
    return scope.create(targets, new Shape(indices.length, n));
  }

  /** Huber's loss over the known points, whose origin is the picture's middle. */
  private static NDArray distance(NDArray predicted, Batch batch) {
    NDManager scope = predicted.getManager();
    int n = batch.size();
    NDArray target = scope.create(batch.points(), predicted.getShape()).subi(0.5);
    NDArray known = scope.create(batch.known(), new Shape(n, 1));
    NDArray d = predicted.sub(target).abs(); // N×42
    NDArray inner = d.minimum(BETA);
    NDArray huber = inner.mul(d.sub(inner.mul(0.5))).div(BETA);
    float count = 0;
    for (float k : batch.known()) {
      count += k;
    }
    return huber.mul(known).sum().div(Math.max(1, count) * 2 * Landmarks.POINTS);
  }
}
