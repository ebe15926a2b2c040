package org.signcam.train;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.signcam.base.FaultyFiles;
import org.signcam.base.FaultyFiles.Fault;
import org.signcam.base.UserException;
import org.signcam.image.OpenCv;
import org.signcam.model.GestureModel;
import org.signcam.model.ModelCard;
import org.signcam.model.Network;
import org.signcam.samples.Sample;
import org.signcam.samples.SampleSet;

/**
 * Whatever a disk does to a cache, what is computed is right, or the user is told why it is not.
 */
class CacheFaultsTest {
  private static final Progress QUIET =
      new Progress() {
        @Override
        public void say(String line) {}

        @Override
        public void step(String task, long done, long all, String detail) {}
      };

  @TempDir Path dir;
  private final FaultyFiles disk = new FaultyFiles();

  @AfterAll
  static void count() {
    System.out.println("disk faults injected into caches: " + FaultyFiles.injected());
  }

  @ParameterizedTest
  @EnumSource
  void featuresAreRightOrItIsSaidWhyThereAreNone(Fault fault) throws IOException {
    Path model = model();
    List<Sample> samples = SampleSet.read(DrawnHands.write(dir.resolve("samples"), 1, 2)).samples();
    disk.failAt(Integer.MAX_VALUE, fault);
    List<ByteBuffer> right = vectors(model, samples, dir.resolve("healthy"));
    assertThat(right).hasSize(6);
    for (int n : disk.telling(fault)) {
      Path cache = dir.resolve("cache-" + n);
      disk.failAt(n, fault);
      try {
        assertThat(vectors(model, samples, cache)).as("%s at %d", fault, n).isEqualTo(right);
      } catch (UserException e) {
        assertThat(e.getMessage()).startsWith("Cannot use the feature cache ").endsWith(".");
      } finally {
        disk.heal();
      }
      assertThat(vectors(model, samples, cache)).as("%s at %d, again", fault, n).isEqualTo(right);
    }
  }

  private List<ByteBuffer> vectors(Path model, List<Sample> samples, Path cache) {
    try (VectorModel vectors = new VectorModel(model, Device.cpu(), disk.on(cache), QUIET)) {
      return vectors.of(vectors.examples(samples), 1, () -> false).stream()
          .map(VectorTraining.Seen::halves)
          .toList();
    }
  }

  private Path model() {
    float[] half = {0.5f, 0.5f, 0.5f};
    ModelCard card =
        new ModelCard(
            ModelCard.FORMAT,
            List.of("A", "B", "nothing"),
            List.of("A", "B"),
            "nothing",
            "lab-cnn:5,8,8",
            "block3",
            "linear",
            true,
            32,
            half,
            half,
            "RGB",
            1,
            0.5,
            null,
            Map.of());
    Path file = dir.resolve("m.safetensors");
    try (Network network = new Network(card, 0, Device.cpu())) {
      GestureModel.save(file, card, network.weights());
    }
    return file;
  }

  @ParameterizedTest
  @EnumSource
  void masksAreRightOrItIsSaidWhyThereAreNone(Fault fault) throws IOException {
    OpenCv.load();
    Path picture = Files.write(dir.resolve("hand.png"), new byte[] {1, 2, 3}); // its name alone
    Mat bgr = new Mat(60, 60, CvType.CV_8UC3, new Scalar(200, 200, 200));
    float[] points = new float[3 * Landmarks.POINTS];
    disk.failAt(Integer.MAX_VALUE, fault);
    new HandMasks(disk.on(dir.resolve("healthy"))).of(picture, bgr, points);
    for (int n : disk.telling(fault)) {
      Path cache = dir.resolve("cache-" + n);
      disk.failAt(n, fault);
      try {
        new HandMasks(disk.on(cache)).of(picture, bgr, points);
      } catch (UserException e) {
        assertThat(e.getMessage()).startsWith("Cannot use the cache ").endsWith(".");
      } finally {
        disk.heal();
      }
      if (fault == Fault.DISK_FULL) {
        assertThat(unfinished(cache)).as("at %d: space is given back", n).isZero();
      }
    }
  }

  @Test
  void whatAKillLeftOfAMaskIsErasedWithAnybodys() throws IOException {
    Path folder = Files.createDirectories(dir.resolve("hand-masks"));
    Files.write(folder.resolve(".mask123.part"), new byte[] {1, 2, 3});
    HandMasks.erase(dir, List.of("00".repeat(32)));
    assertThat(unfinished(dir)).isZero();
  }

  private static long unfinished(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".part")).count();
    }
  }
}
