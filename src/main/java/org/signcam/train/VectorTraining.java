package org.signcam.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.signcam.model.Network;
import org.signcam.model.Prediction;
import org.signcam.net.NamedBlock;
import org.signcam.net.Safetensors.Tensor;
import org.signcam.net.Weights;

/**
 * Trains what is above a head's vectors, on vectors: one small step after another, seconds for all.
 * What the replayed ones were read as before goes into their targets, which keeps the network near
 * where it was (learning without forgetting: Li and Hoiem 2017, https://arxiv.org/abs/1606.09282).
 */
final class VectorTraining {
  private static final int BATCH = 64;
  private static final int ASKED = 512;

  /** Of a replayed vector's target, the share that is what was read before. */
  private static final double BEFORE = 0.5;

  /** The least share of the way from the old weights to the new that is gone. */
  private static final double LEAST = 0.5;

  /** Share of one's own vectors that may be read wrong for going less than the whole way. */
  private static final double LOST = 0.05;

  private static final double SMOOTHING = 0.05;
  private static final double DECAY = 0.01;

  private final Network network;
  private final NamedBlock above;
  private final ParameterStore store;
  private final int labels;
  private final int width;

  /**
   * One picture's vector.
   *
   * @param example with its label
   * @param halves D float16
   */
  record Seen(Example example, ByteBuffer halves) {}

  /**
   * @param network whose head's upper part learns; all else stays
   */
  VectorTraining(Network network) {
    this.network = network;
    above = network.parts().above();
    store = network.store();
    labels = network.card().labels().size();
    width = network.vectorWidth();
  }

  /**
   * How much is learnt.
   *
   * @param steps of {@value #BATCH} vectors
   * @param rate highest, of AdamW
   * @param share of each batch that is one's own
   */
  record Plan(int steps, double rate, double share) {}

  /**
   * Trains from the weights that the network has, then goes back towards them, half the way at
   * most, as far as one's own vectors are still read right: there, what was known of others is
   * hardly lost (WiSE-FT: Wortsman et al. 2022, https://arxiv.org/abs/2109.01903).
   *
   * @param own vectors to learn
   * @param replayed vectors not to forget; may be empty
   * @param loss told after each step
   * @throws CancellationException when asked to stop
   * @throws Diverged when the loss is no number any more
   */
  void train(
      List<Seen> own,
      List<Seen> replayed,
      Plan plan,
      long seed,
      BooleanSupplier stopping,
      DoubleConsumer loss) {
    Map<String, Tensor> old = Weights.save(above, "");
    float[][] before = shares(logits(replayed));
    int mine = replayed.isEmpty() ? BATCH : (int) Math.round(plan.share * BATCH);
    Sampler fromOwn = sampler(own, mine, seed);
    Sampler fromReplay = replayed.isEmpty() ? null : sampler(replayed, BATCH - mine, seed + 1);
    above.parameters().values().forEach(p -> p.freeze(false));
    try (Optimizer optimizer =
        new Optimizer(
            Optimizer.Kind.ADAMW,
            network.manager(),
            above.parameters(),
            name -> Optimizer.Share.HEAD,
            DECAY)) {
      for (int step = 1; step <= plan.steps; step++) {
        if (stopping.getAsBoolean()) {
          throw new CancellationException("stopped");
        }
        RandomGenerator random = fromOwn.random(step);
        List<Seen> batch = new ArrayList<>();
        for (int i : fromOwn.batch(step, random)) {
          batch.add(own.get(i));
        }
        int[] again = fromReplay == null ? new int[0] : fromReplay.batch(step, random);
        for (int i : again) {
          batch.add(replayed.get(i));
        }
        double rate = plan.rate * Timetable.schedule(step, plan.steps);
        Engine.getInstance().setRandomSeed((int) (seed * 31 + step));
        double lost = step(batch, mine, again, before);
        double norm = optimizer.step(rate, rate, 5);
        if (!Double.isFinite(lost + norm)) {
          throw new Diverged("the loss is no number any more", step, 1, plan.rate);
        }
        loss.accept(lost);
      }
    }
    if (!replayed.isEmpty()) {
      goBack(old, own);
    }
  }

  private void goBack(Map<String, Tensor> old, List<Seen> own) {
    Map<String, Tensor> learnt = Weights.save(above, "");
    double wanted = right(own) - LOST;
    for (double share = LEAST; share < 1; share += 0.1) {
      go(old, learnt, (float) share);
      if (right(own) >= wanted) {
        return;
      }
    }
    go(old, learnt, 1);
  }

  private void go(Map<String, Tensor> old, Map<String, Tensor> learnt, float share) {
    above
        .parameters()
        .forEach(
            (name, p) -> {
              float[] from = old.get(name).floats();
              float[] to = learnt.get(name).floats();
              for (int i = 0; i < to.length; i++) {
                to[i] = from[i] + share * (to[i] - from[i]);
              }
              Weights.fill(p.getArray(), to);
            });
  }

  /** Share of vectors whose likeliest label is theirs, 0–1. */
  private double right(List<Seen> seen) {
    List<float[]> logits = logits(seen);
    long right =
        IntStream.range(0, seen.size())
            .filter(i -> likeliest(logits.get(i)) == seen.get(i).example().label())
            .count();
    return (double) right / seen.size();
  }

  private static int likeliest(float[] row) {
    int best = 0;
    for (int i = 1; i < row.length; i++) {
      best = row[i] > row[best] ? i : best;
    }
    return best;
  }

  private double step(List<Seen> batch, int mine, int[] again, float[][] before) {
    float[] targets =
        Objective.targets(
            batch.stream().mapToInt(s -> s.example().label()).toArray(), labels, SMOOTHING);
    for (int i = 0; i < again.length; i++) {
      for (int k = 0; k < labels; k++) {
        int at = (mine + i) * labels + k;
        targets[at] =
            (float) ((1 - BEFORE) * targets[at] - BEFORE * before[again[i]][k] / batch.size());
      }
    }
    try (NDManager scope = network.manager().newSubManager();
        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray logits =
          above.forward(store, new NDList(array(scope, batch)), true).singletonOrThrow();
      NDArray loss = Objective.crossEntropy(logits, scope.create(targets, logits.getShape()));
      collector.backward(loss);
      return loss.getFloat();
    }
  }

  private Sampler sampler(List<Seen> seen, int batch, long seed) {
    List<Example> examples = seen.stream().map(Seen::example).toList();
    int letters = network.card().letters().size();
    return new Sampler(
        Recipe.Drawing.WEIGHTED, Example.weights(examples, labels, letters), batch, seed);
  }

  /** N×D float32. */
  private NDArray array(NDManager scope, List<Seen> batch) {
    ByteBuffer halves = ByteBuffer.allocateDirect(batch.size() * width * Short.BYTES);
    batch.forEach(seen -> halves.put(seen.halves().duplicate()));
    return scope
        .create(halves.flip(), new Shape(batch.size(), width), DataType.FLOAT16)
        .toType(DataType.FLOAT32, false);
  }

  /** What the network says of each, a row of logits a vector. */
  List<float[]> logits(List<Seen> seen) {
    List<float[]> rows = new ArrayList<>();
    for (int from = 0; from < seen.size(); from += ASKED) {
      List<Seen> some = seen.subList(from, Math.min(seen.size(), from + ASKED));
      try (NDManager scope = network.manager().newSubManager()) {
        float[] flat =
            above
                .forward(store, new NDList(array(scope, some)), false)
                .singletonOrThrow()
                .toFloatArray();
        IntStream.range(0, some.size())
            .mapToObj(i -> Arrays.copyOfRange(flat, i * labels, (i + 1) * labels))
            .forEach(rows::add);
      }
    }
    return rows;
  }

  private static float[][] shares(List<float[]> logits) {
    return logits.stream().map(VectorTraining::softmax).toArray(float[][]::new);
  }

  private static float[] softmax(float[] row) {
    double[] shares = Prediction.shares(row, 1, row.length);
    float[] out = new float[row.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) shares[i];
    }
    return out;
  }
}
