package org.signcam.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.Arrays;
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
   * The losses of a batch, each a scalar, weighted as they are added up.
   *
   * @param letters of the model's own labels
   * @param points of the landmarks; {@code null} where not learnt
   * @param logits N×labels, for the share that is read right
   */
  record Losses(NDArray total, NDArray letters, NDArray points, NDArray logits) {}

  // All constants are arrays of the step's scope: what DJL makes of a plain number is freed before
  // the backward pass reads it again.

  /** Computes the losses from N×C×H×W features. */
  Losses losses(NDArray features, Batch batch) {
    NDManager scope = features.getManager();
    NDArray logits = network.logits(features, true); // N×labels
    NDArray letters =
        crossEntropy(logits, targets(scope, batch.labels(), labels, 1, recipe.smoothing()));
    NDArray total = letters;
    if (shapeHead != null) {
      NDArray shapeLogits = forward(shapeHead, features); // N×shapes
      NDArray targets =
          targets(scope, batch.shapes(), shapes, recipe.shapeWeight(), recipe.smoothing());
      total = total.add(crossEntropy(shapeLogits, targets));
    }
    NDArray points = null;
    if (pointHead != null) {
      points = distance(forward(pointHead, features), batch); // N×42
      total = total.add(points);
    }
    return new Losses(total, letters, points, logits);
  }

  private NDArray forward(Chain head, NDArray features) {
    return head.forward(network.store(), new NDList(features), true).singletonOrThrow();
  }

  /** Cross-entropy; the targets carry the sign, the weight and the division by N. */
  static NDArray crossEntropy(NDArray logits, NDArray targets) {
    return logits.logSoftmax(1).mul(targets).sum();
  }

  /** N×n: minus the weight over N, most of it at the right index, the rest spread evenly. */
  static NDArray targets(NDManager scope, int[] indices, int n, double weight, double smoothing) {
    double each = -weight / indices.length;
    float[] targets = new float[indices.length * n];
    Arrays.fill(targets, (float) (each * smoothing / n));
    for (int i = 0; i < indices.length; i++) {
      targets[i * n + indices[i]] += (float) (each * (1 - smoothing));
    }
    return scope.create(targets, new Shape(indices.length, n));
  }

  /** Huber's loss, the mean over the known points; their origin is the picture's middle. */
  private NDArray distance(NDArray predicted, Batch batch) {
    NDManager scope = predicted.getManager();
    float[] known = batch.known().clone();
    float count = 0;
    for (float k : known) {
      count += k;
    }
    double each = recipe.landmarkWeight() / (Math.max(1, count) * 2 * Landmarks.POINTS * BETA);
    for (int i = 0; i < known.length; i++) {
      known[i] *= (float) each;
    }
    NDArray weights = scope.create(known, new Shape(known.length, 1));
    NDArray target = scope.create(batch.points(), predicted.getShape()).subi(0.5);
    NDArray beta = scope.create((float) BETA);
    NDArray half = scope.create(0.5f);
    NDArray d = predicted.sub(target).abs(); // N×42
    NDArray inner = d.minimum(beta);
    return inner.mul(d.sub(inner.mul(half))).mul(weights).sum();
  }
}
