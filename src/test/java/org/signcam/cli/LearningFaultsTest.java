package org.signcam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opencv.core.Scalar;
import org.signcam.base.FaultyFiles;
import org.signcam.base.FaultyFiles.Fault;
import org.signcam.model.GestureModel;
import org.signcam.model.ModelStore;

/**
 * Adapting a model, making its replay vectors and tuning, on a disk that fails: see {@link
 * DiskFaultsTest}. What was learnt before is there, whole.
 */
class LearningFaultsTest {
  private static final boolean ALL = "all".equals(System.getProperty("signcam.faults"));

  /** Every so many operations of an adaptation, and of a tuning, are tried. */
  private static final int ADAPTATIONS = ALL ? 1 : 4;

  private static final int TUNINGS = ALL ? 1 : 9;

  @TempDir static Path shared;
  private static Path samples;
  private static Path trained;
  private static Path earlier; // trials of a tuning that has ended

  @TempDir Path dir;
  private final Door door = new Door();
  private final FaultyFiles disk = new FaultyFiles();
  private Path place;

  @BeforeAll
  static void train() throws IOException {
    System.setProperty("signcam.cache", shared.resolve("cache").toString());
    samples = shared.resolve("samples");
    String[] labels = {"A", "B", "nothing"};
    Scalar[] colours = {Painted.RED, Painted.GREEN, Painted.BLUE};
    for (String signer : new String[] {"ann", "bob", "cy", "eve"}) {
      for (int k = 0; k < labels.length; k++) {
        for (int i = 0; i < 2; i++) {
          String name = "20260101T100000-b00" + (i + 1) + "-0001.png";
          Painted.picture(samples.resolve(signer + "/" + labels[k] + "/" + name), colours[k]);
        }
      }
    }
    trained = shared.resolve("trained/m.safetensors");
    Door door = new Door();
    int code = door.run(words("train", "--out", trained, "--weights", "none", "--epochs", 1));
    assertThat(code).as(door.err).isZero();
    assertThat(door.run("models", "replay", trained, "--samples", samples)).as(door.err).isZero();
    earlier = shared.resolve("earlier");
    assertThat(door.run(tune(earlier, 1))).as(door.err).isZero();
  }

  @AfterAll
  static void count() {
    System.clearProperty("signcam.cache");
    System.out.println(
        "disk faults injected into adapting, replay vectors and tuning: " + FaultyFiles.injected());
  }

  private static Object[] words(Object... first) {
    List<Object> words = new ArrayList<>(Arrays.asList(first));
    words.addAll(List.of("--samples", samples, "--labels", "A,B", "--validation", "cy"));
    words.addAll(List.of("--recipe", "lab-cnn", "--size", "32", "--rejecting", "true"));
    words.addAll(List.of("--device", "cpu"));
    return words.toArray();
  }

  private static Object[] tune(Path out, int trials) {
    return words("tune", "--out", out, "--trials", trials, "--epochs", 1);
  }

  /** Runs a command on a copy of a folder, failing at the n-th operation. */
  private int run(Path copied, String folder, int n, Fault fault, String... command)
      throws IOException {
    place = dir.resolve(folder);
    copy(copied, place);
    disk.failAt(n, fault);
    try {
      return again(command);
    } finally {
      disk.heal();
    }
  }

  private int again(String... command) {
    door.places = path -> path.startsWith(place) ? disk.on(path) : path;
    Path eve = place.resolve("eve.safetensors");
    return switch (command[0]) {
      case "adapt" ->
          door.run(
              "train",
              "--adapt",
              "eve",
              "--samples",
              samples,
              "--out",
              eve,
              "--weights",
              trained,
              "--device",
              "cpu");
      case "replay" ->
          door.run(
              "models",
              "replay",
              place.resolve("m.safetensors"),
              "--samples",
              samples,
              "--each",
              command[1]);
      default -> door.run(tune(place, 2));
    };
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whateverTheDiskDoesAnAdaptedModelIsTheOldOneOrTheNewOne(Fault fault) throws IOException {
    Path folder = Files.createDirectory(dir.resolve("old"));
    Files.copy(trained, folder.resolve("eve.safetensors"));
    byte[] old = Files.readAllBytes(trained);
    assertThat(run(folder, "healthy", Integer.MAX_VALUE, fault, "adapt")).as(door.err).isZero();
    byte[] next = Files.readAllBytes(place.resolve("eve.safetensors"));
    assertThat(next).isNotEqualTo(old);
    int[] steps = disk.telling(fault);
    int first = (steps.length - 1) % ADAPTATIONS; // so that the last is tried
    for (int i = first; i < steps.length; i += ADAPTATIONS) {
      int n = steps[i];
      String what = "%s at operation %d".formatted(fault, n);
      int code = run(folder, fault + "-" + n, n, fault, "adapt");
      Told.assertTold(door, what, code);
      Path eve = place.resolve("eve.safetensors");
      boolean isOld = Arrays.equals(Files.readAllBytes(eve), old);
      assertThat(GestureModel.card(eve).training().containsKey("adapted_to"))
          .as(what)
          .isEqualTo(!isOld);
      assertThat(code == 0 && isOld).as(what + ": said to be learnt").isFalse();
      Path previous = place.resolve("eve.previous.safetensors");
      if (!isOld || Files.exists(previous)) {
        assertThat(previous).as(what).hasBinaryContent(old);
      }
      if (fault == Fault.DISK_FULL) {
        assertThat(Told.unfinished(place)).as(what + ": space is given back").isEmpty();
      }
      if (i == first) {
        assertThat(again("adapt")).as(what + ", again: " + door.err).isZero();
        assertThat(GestureModel.signersOf(eve)).contains("eve");
      }
    }
    assertThat(trained).as("the model it began with").hasBinaryContent(old);
  }

  @ParameterizedTest
  @EnumSource
  void whateverTheDiskDoesReplayVectorsAreTheOldOnesOrTheNewOnes(Fault fault) throws IOException {
    Path folder = trained.getParent();
    Path old = ModelStore.replay(trained);
    assertThat(run(folder, "healthy", Integer.MAX_VALUE, fault, "replay", "1"))
        .as(door.err)
        .isZero();
    byte[] next = Files.readAllBytes(place.resolve(old.getFileName()));
    assertThat(next).as("one of a label, not two").hasSizeLessThan((int) Files.size(old));
    int[] steps = disk.telling(fault);
    assertThat(steps).isNotEmpty();
    for (int n : steps) {
      String what = "%s at operation %d".formatted(fault, n);
      int code = run(folder, fault + "-" + n, n, fault, "replay", "1");
      Told.assertTold(door, what, code);
      byte[] left = Files.readAllBytes(place.resolve(old.getFileName()));
      assertThat(left).as(what).isIn(next, Files.readAllBytes(old));
      assertThat(code == 0 && !Arrays.equals(left, next)).as(what + ": said to be made").isFalse();
      assertThat(place.resolve("m.safetensors")).as(what).hasSameBinaryContentAs(trained);
      if (fault == Fault.DISK_FULL) {
        assertThat(Told.unfinished(place)).as(what + ": space is given back").isEmpty();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whateverTheDiskDoesTrialsThatHaveEndedAreKeptAndTheSameCommandGoesOn(Fault fault)
      throws IOException {
    assertThat(run(earlier, "healthy", Integer.MAX_VALUE, fault, "tune")).as(door.err).isZero();
    int[] steps = disk.telling(fault);
    for (int i = 0; i < steps.length; i += TUNINGS) {
      int n = steps[i];
      String what = "%s at operation %d".formatted(fault, n);
      int code = run(earlier, fault + "-" + n, n, fault, "tune");
      Told.assertTold(door, what, code);
      assertThat(place.resolve("trial-1.safetensors"))
          .as(what)
          .hasSameBinaryContentAs(earlier.resolve("trial-1.safetensors"));
      List<String> table = Files.readAllLines(place.resolve("trials.csv"));
      List<String> before = Files.readAllLines(earlier.resolve("trials.csv"));
      assertThat(table).as(what).hasSizeBetween(code == 0 ? 3 : 2, 3).contains(before.get(0));
      assertThat(ImageIO.read(place.resolve("curves.png").toFile())).as(what).isNotNull();
      if (fault == Fault.DISK_FULL) {
        assertThat(Told.unfinished(place)).as(what + ": space is given back").isEmpty();
      }
      if (i % (2 * TUNINGS) == 0) {
        assertThat(again("tune")).as(what + ", again: " + door.err).isZero();
        assertThat(Files.readAllLines(place.resolve("trials.csv"))).as(what).hasSize(3);
      }
    }
  }
}
