package org.signcam.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.signcam.train.Optimizer.Share;

class OptimizerTest {
  /**
   * Three steps of PyTorch's {@code torch.optim.AdamW([w], lr=0.1, weight_decay=0.05)} on {@code
   * (w²·[[1,2],[3,4]]).sum()} from {@code [[1,-2],[0.5,3]]}.
   */
  private static final float[] EXPECTED = {0.6882700f, -1.6723480f, 0.1991065f, 2.6571710f};

  private static Parameter weight(NDManager manager, Shape shape, float... values) {
    Parameter weight =
        Parameter.builder()
            .setName("weight")
            .setType(Parameter.Type.WEIGHT)
            .optShape(shape)
            .build();
    weight.initialize(manager, ai.djl.ndarray.types.DataType.FLOAT32);
    weight.getArray().set(values);
    return weight;
  }

  @Test
  void walksAsPyTorchDoes() {
    walk();
  }

  @Test
  void walksOnAnyThread() throws InterruptedException {
    AtomicReference<Throwable> failed = new AtomicReference<>();
    Thread other = new Thread(OptimizerTest::walk);
    other.setUncaughtExceptionHandler((thread, e) -> failed.set(e));
    other.start();
    other.join();
    assertThat(failed.get()).isNull();
  }

  private static void walk() {
    try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
      Parameter weight = weight(manager, new Shape(2, 2), 1, -2, 0.5f, 3);
      NDArray slope = manager.create(new float[] {1, 2, 3, 4}, new Shape(2, 2));
      try (Optimizer optimizer =
          new Optimizer(
              Optimizer.Kind.ADAMW, manager, Map.of("w", weight), name -> Share.HEAD, 0.05)) {
        for (int i = 0; i < 3; i++) {
          NDArray w = weight.getArray();
          try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            collector.backward(w.mul(w).mul(slope).sum());
          }
          optimizer.step(0, 0.1, 1e9);
        }
      }
      float[] found = weight.getArray().toFloatArray();
      for (int i = 0; i < found.length; i++) {
        assertThat(found[i]).isCloseTo(EXPECTED[i], offset(1e-5f));
      }
    }
  }

  @Test
  void clipsTheNormAndClearsTheGradient() {
    try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
      Parameter weight = weight(manager, new Shape(1, 2), 3, 4);
      try (Optimizer optimizer =
          new Optimizer(
              Optimizer.Kind.ADAM, manager, Map.of("w", weight), name -> Share.BACKBONE, 0)) {
        NDArray w = weight.getArray();
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
          collector.backward(w.mul(w).sum());
        }
        assertThat(optimizer.step(0.1, 0, 1)).isCloseTo(10, offset(1e-4)); // |(6, 8)|
        assertThat(weight.getArray().getGradient().toFloatArray()).containsOnly(0);
      }
    }
  }

  @Test
  void weightsThatBeginAlikeFollowEachItsOwnGradient() {
    try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
      Map<String, Parameter> weights = new LinkedHashMap<>();
      for (String name : new String[] {"up", "down"}) {
        weights.put(name, weight(manager, new Shape(1, 1), 1));
      }
      try (Optimizer optimizer =
          new Optimizer(Optimizer.Kind.ADAM, manager, weights, name -> Share.HEAD, 0)) {
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
          NDArray up = weights.get("up").getArray();
          collector.backward(weights.get("down").getArray().sub(up).sum());
        }
        optimizer.step(0, 0.1, 1e9);
        assertThat(weights.get("up").getArray().getFloat()).isCloseTo(1.1f, offset(1e-5f));
        assertThat(weights.get("down").getArray().getFloat()).isCloseTo(0.9f, offset(1e-5f));
      }
    }
  }

  @Test
  void takesOfTheRatesWhatIsAWeightsShare() {
    try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
      Map<String, Share> shares =
          Map.of("head", Share.HEAD, "deep", new Share(false, 0.25), "last", Share.BACKBONE);
      Map<String, Parameter> weights = new LinkedHashMap<>();
      for (String name : shares.keySet()) {
        weights.put(name, weight(manager, new Shape(1, 1), 1));
      }
      try (Optimizer optimizer =
          new Optimizer(Optimizer.Kind.SGD, manager, weights, shares::get, 0)) {
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
          NDArray sum = manager.zeros(new Shape(1, 1));
          for (Parameter weight : weights.values()) {
            sum = sum.add(weight.getArray());
          }
          collector.backward(sum.sum()); // every slope is 1
        }
        optimizer.step(0.2, 0.4, 1e9);
      }
      assertThat(weights.get("head").getArray().toFloatArray()[0]).isCloseTo(0.6f, offset(1e-6f));
      assertThat(weights.get("last").getArray().toFloatArray()[0]).isCloseTo(0.8f, offset(1e-6f));
      assertThat(weights.get("deep").getArray().toFloatArray()[0]).isCloseTo(0.95f, offset(1e-6f));
    }
  }
}
