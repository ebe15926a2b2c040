package org.signcam.cli;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.signcam.base.Percentiles;
import org.signcam.model.Devices;
import org.signcam.net.Backbone;
import org.signcam.net.Head;
import org.signcam.samples.SampleSet;
import org.signcam.samples.Split;
import org.signcam.train.Recipe;

/**
 * {@code bench --train}: how many pictures a second a training of every layer of a ResNet-18 learns
 * from, read, disturbed and learnt, beside DJL's own trainer with its Adam on the same layers and
 * device, whose batch is ready in its memory. They take turns, a block of steps each.
 */
final class TrainBench {
  private static final int BLOCK = 8; // more than are read ahead while the other has its turn
  private static final int PICTURES = 400;
  private static final Recipe RECIPE =
      Recipe.of("resnet18")
          .with(
              Map.of(
                  "head",
                  "linear",
                  "phases",
                  "224x1000@1e-4/1e-3",
                  "checkEvery",
                  100_000, // a validation is no step
                  "distillation",
                  0,
                  "landmarkWeight",
                  0));

  private final Device device;

  /**
   * @param device {@code auto}, {@code cpu} or {@code gpu}
   */
  TrainBench(String device) {
    this.device = Devices.choose(device);
  }

  /**
   * What was found.
   *
   * @param ours pictures a second of each block
   * @param djl likewise
   */
  record Figures(String device, double[] ours, double[] djl) implements BenchFigures {
    private double ratio() {
      double[] ratios = new double[ours.length];
      Arrays.setAll(ratios, i -> ours[i] / djl[i]);
      return Percentiles.of(ratios).p50();
    }

    @Override
    public Map<String, Object> json() {
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("device", device);
      figures.put("batch", RECIPE.batch());
      figures.put("blocks", ours.length);
      figures.put("pictures_per_second", Json.rounded(Percentiles.of(ours).p50()));
      figures.put("djl_pictures_per_second", Json.rounded(Percentiles.of(djl).p50()));
      figures.put("ratio", Json.rounded(ratio()));
      return figures;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "training of all of a ResNet-18 on %s: %.1f pictures a second; DJL's trainer on the same"
              + " layers %.1f; %.2f ×, medians of %d blocks of %d steps of %d in turns%n",
          device,
          Percentiles.of(ours).p50(),
          Percentiles.of(djl).p50(),
          ratio(),
          ours.length,
          BLOCK,
          RECIPE.batch());
    }
  }

  /**
   * Trains so many blocks each way, after one that is not counted.
   *
   * @param folder for the pictures and what a training leaves, empty
   */
  Figures run(int blocks, Path folder) {
    Path samples = folder.resolve("samples");
    MadeStore.record(PICTURES, samples);
    SampleSet set = SampleSet.read(samples);
    try (Peer peer = new Peer(device, MadeStore.LABELS.size());
        Progress progress = new Progress("train", blocks)) {
      Turns turns = new Turns(peer, blocks, progress);
      MadeTraining.run(RECIPE, set, Split.bySigner(set, 0.2, 1), folder, device, turns::stepped);
      return new Figures(Devices.describe(device), turns.ours(), turns.djl());
    }
  }

  /** On the training thread: after each block of its steps the peer has its turn. */
  private static final class Turns {
    private final Peer peer;
    private final int blocks;
    private final Progress progress;
    private final List<Double> ours = new ArrayList<>();
    private final List<Double> djl = new ArrayList<>();
    private long start;

    Turns(Peer peer, int blocks, Progress progress) {
      this.peer = peer;
      this.blocks = blocks;
      this.progress = progress;
    }

    boolean stepped(long step) {
      if (step % BLOCK != 0) {
        return true;
      }
      long end = System.nanoTime();
      if (start != 0) { // the first block warms up
        ours.add(perSecond(end - start));
      }
      long own = System.nanoTime();
      for (int i = 0; i < BLOCK; i++) {
        peer.step();
      }
      double other = perSecond(System.nanoTime() - own);
      if (start != 0) {
        djl.add(other);
        progress.stepTo(ours.size());
      }
      start = System.nanoTime();
      return ours.size() < blocks;
    }

    private static double perSecond(long nanos) {
      return BLOCK * RECIPE.batch() / (nanos / 1e9);
    }

    double[] ours() {
      return ours.stream().mapToDouble(Double::doubleValue).toArray();
    }

    double[] djl() {
      return djl.stream().mapToDouble(Double::doubleValue).toArray();
    }
  }

  /** DJL's trainer on the same layers. */
  private static final class Peer implements AutoCloseable {
    private final Model model;
    private final Trainer trainer;
    private final Loss loss = Loss.softmaxCrossEntropyLoss();
    private final NDManager manager;
    private final NDArray pictures;
    private final NDArray labels;

    Peer(Device device, int classes) {
      int side = RECIPE.inputSide();
      Shape batch = new Shape(RECIPE.batch(), 3, side, side);
      model = Model.newInstance("peer", device, Engine.getDefaultEngineName());
      model.setBlock(
          new SequentialBlock()
              .add(Backbone.RESNET18.build(Backbone.RESNET18.stages().get(4), false))
              .add(Head.of("linear").build(classes, RECIPE.dropout())));
      trainer =
          model.newTrainer(
              new DefaultTrainingConfig(loss)
                  .optDevices(new Device[] {device})
                  .optOptimizer(Optimizer.adam().build()));
      trainer.initialize(batch);
      manager = model.getNDManager().newSubManager();
      pictures = manager.randomNormal(batch);
      labels = manager.arange(RECIPE.batch()).mod(classes).toType(DataType.INT64, false);
    }

    void step() {
      NDManager scope = manager.newSubManager();
      try (scope;
          GradientCollector collector = trainer.newGradientCollector()) {
        NDArray own = pictures.duplicate(); // what is made of it goes with it
        own.attach(scope);
        NDArray off = loss.evaluate(new NDList(labels), trainer.forward(new NDList(own)));
        off.attach(scope);
        collector.backward(off);
        off.getFloat(); // a GPU has done by then what was asked of it
      }
      trainer.step();
    }

    @Override
    public void close() {
      trainer.close();
      model.close();
    }
  }
}
