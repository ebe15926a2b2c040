package org.signcam.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signcam.base.FaultyFiles;
import org.signcam.base.FaultyFiles.Fault;
import org.signcam.image.Pictures;
import org.signcam.model.GestureModel;
import org.signcam.samples.SampleStore;

/**
 * Commands on a disk that fails at each of its operations in turn, in each way: what was there is
 * there, nothing is half written under its name, and the user is told in a sentence. A training is
 * tried at some of them; {@code -Dsigncam.faults=all} for all.
 */
class DiskFaultsTest {
  /** Every so many operations of a training are tried. */
  private static final int TRAININGS = "all".equals(System.getProperty("signcam.faults")) ? 1 : 29;

  @TempDir static Path shared;
  private static Path samples;
  private static Path model;
  private static Path clip;

  @TempDir Path dir;
  private final Door door = new Door();
  private final FaultyFiles disk = new FaultyFiles();
  private Path place;
  private Map<String, String> before;

  @BeforeAll
  static void paint() throws IOException {
    System.setProperty("signcam.cache", shared.resolve("cache").toString());
    samples = shared.resolve("samples");
    for (String signer : new String[] {"ann", "bob", "cy"}) {
      Painted.picture(samples.resolve(signer + "/A/0.png"), Painted.RED);
      Painted.picture(samples.resolve(signer + "/B/0.png"), Painted.GREEN);
    }
    clip = Painted.video(shared.resolve("clip.avi"), 8);
    model = Door.model(shared.resolve("models/small.safetensors"));
    Files.writeString(shared.resolve("models/small.replay.safetensors"), "vectors");
  }

  @AfterAll
  static void count() {
    System.out.println("disk faults injected into commands: " + FaultyFiles.injected());
  }

  private Object[] words(String command) {
    Path out = place.resolve("out");
    return switch (command) {
      case "samples export FOLDER" -> new Object[] {"samples", "export", out, "--samples", samples};
      case "samples export ZIP" ->
          new Object[] {"samples", "export", place.resolve("out.zip"), "--samples", samples};
      case "models export" ->
          new Object[] {"models", "export", model, place.resolve("out.safetensors")};
      case "models export --onnx" ->
          new Object[] {"models", "export", model, place.resolve("kept.onnx"), "--onnx"};
      case "evaluate --report" ->
          new Object[] {"evaluate", "--samples", samples, "--json", "--report", place.resolve("r")};
      case "bench --out" ->
          new Object[] {"bench", "--frames", 1, "--json", "--out", place.resolve("kept.json")};
      case "train --out" ->
          new Object[] {
            "train",
            "--samples",
            samples,
            "--labels",
            "A,B",
            "--validation",
            "cy",
            "--weights",
            "none",
            "--recipe",
            "lab-cnn",
            "--size",
            "32",
            "--epochs",
            "1",
            "--checkpoint-seconds",
            "0",
            "--device",
            "cpu",
            "--out",
            place.resolve("m.safetensors")
          };
      default -> throw new IllegalArgumentException(command);
    };
  }

  /** Runs a command in a folder in which there is something, failing at the n-th operation. */
  private int run(String command, String folder, int n, Fault fault) throws IOException {
    place = Files.createDirectory(dir.resolve(folder));
    Files.writeString(place.resolve("kept.onnx"), "what was there");
    Files.writeString(place.resolve("kept.json"), "{\"was\":\"there\"}");
    Files.createDirectory(place.resolve("r"));
    Files.writeString(place.resolve("r/figures.json"), "{\"was\":\"there\"}");
    Files.copy(model, place.resolve("m.safetensors"));
    before = contents();
    disk.failAt(n, fault);
    try {
      return again(command);
    } finally {
      disk.heal();
    }
  }

  private int again(String command) {
    door.places = path -> path.startsWith(place) ? disk.on(path) : path;
    return door.run(words(command));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "samples export FOLDER",
        "samples export ZIP",
        "models export",
        "models export --onnx",
        "evaluate --report",
        "bench --out"
      })
  void whateverTheDiskDoesAnExportIsWholeOrNotThereAndTheUserIsTold(String command)
      throws IOException {
    assertThat(run(command, "healthy", Integer.MAX_VALUE, Fault.ERROR)).as(door.err).isZero();
    Map<String, String> complete = contents();
    for (Fault fault : Fault.values()) {
      run(command, "count-" + fault, Integer.MAX_VALUE, fault);
      for (int n : disk.telling(fault)) {
        String what = "%s, %s at operation %d".formatted(command, fault, n);
        int code = run(command, fault + "-" + n, n, fault);
        Map<String, String> left = contents();
        Told.assertTold(door, what, code);
        assertThat(left.keySet()).as(what).containsAll(before.keySet());
        left.forEach(
            (name, content) ->
                assertThat(content)
                    .as(what + ": " + name)
                    .isIn(before.get(name), complete.get(name)));
        if (code == 0) {
          assertThat(left).as(what).isEqualTo(complete);
        } else if (command.equals("samples export FOLDER")) {
          assertThat(left).as(what).isIn(before, complete);
        }
        if (fault == Fault.DISK_FULL) {
          assertThat(Told.unfinished(place)).as(what + ": space is given back").isEmpty();
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whateverTheDiskDoesATrainingLeavesTheOldModelOrTheNewOneAndCanBeRunAgain(Fault fault)
      throws IOException {
    String command = "train --out";
    byte[] old = Files.readAllBytes(model);
    assertThat(run(command, "healthy", Integer.MAX_VALUE, fault)).as(door.err).isZero();
    int[] steps = disk.telling(fault);
    boolean often = TRAININGS == 1 || fault == Fault.DISK_FULL || fault == Fault.POWER_CUT;
    int every = often ? TRAININGS : 3 * TRAININGS;
    for (int i = 0; i < steps.length; i += every) {
      int n = steps[i];
      String what = "%s at operation %d".formatted(fault, n);
      int code = run(command, fault + "-" + n, n, fault);
      Told.assertTold(door, what, code);
      Path out = place.resolve("m.safetensors");
      Path previous = place.resolve("m.previous.safetensors");
      boolean isNew = !Arrays.equals(Files.readAllBytes(out), old);
      assertThat(GestureModel.card(out).letters()).as(what).containsExactly("A", "B");
      if (code == 0) {
        assertThat(isNew).as(what).isTrue();
      }
      if (isNew || Files.exists(previous)) {
        assertThat(Files.readAllBytes(previous)).as(what).isEqualTo(old);
      }
      if (fault == Fault.DISK_FULL) {
        assertThat(Told.unfinished(place)).as(what + ": space is given back").isEmpty();
      }
      if (i % (2 * every) == 0 && code != 0) {
        assertThat(again(command)).as(what + ", run again: " + door.err).isZero();
        assertThat(place.resolve("m.run/checkpoint.safetensors")).doesNotExist();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whateverTheDiskDoesWhatWasSaidToBeRecordedIs(Fault fault) throws IOException {
    assertThat(record("healthy", Integer.MAX_VALUE, fault)).as(door.err).isZero();
    int[] steps = disk.telling(fault);
    for (int i = 0; i < steps.length; i += 3) {
      String what = "%s at operation %d".formatted(fault, steps[i]);
      int code = record(fault + "-" + steps[i], steps[i], fault);
      Told.assertTold(door, what, code);
      int said = 0;
      for (JsonObject line : door.json()) {
        if (line.has("file")) {
          Pictures.read(Path.of(line.get("file").getAsString())).release();
          said++;
        }
      }
      assertThat(code == 0).as(what).isEqualTo(said == 4);
      try (SampleStore store = SampleStore.open(place)) {
        assertThat(store.set().size()).as(what).isGreaterThanOrEqualTo(said + 1);
        assertThat(store.set().signers()).as("what was there").contains("before");
      }
    }
  }

  private int record(String folder, int n, Fault fault) throws IOException {
    place = dir.resolve(folder);
    Painted.picture(place.resolve("before/A/0.png"), Painted.RED);
    door.places = path -> path.startsWith(place) ? disk.on(path) : path;
    disk.failAt(n, fault);
    try {
      return door.run(
          "record",
          "--headless",
          "--signer",
          "ann",
          "--letter",
          "A",
          "--camera",
          clip,
          "--samples",
          place,
          "--count",
          "4",
          "--json");
    } finally {
      disk.heal();
    }
  }

  @Test
  void resultsThatCannotBePrintedAreNoSuccess() throws Exception {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "this system has no file that is always full");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                "org.signcam.Signcam",
                "train",
                "--list")
            .redirectOutput(full.toFile())
            .start();
    String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isOne();
    assertThat(said).startsWith("signcam: Not all results could be written").hasLineCount(1);
  }

  /** What lies under a name, by name; of what differs from run to run, only whether it is whole. */
  private Map<String, String> contents() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = place.relativize(file).toString();
        if (!name.contains(".part")) {
          contents.put(name, content(file));
        }
      }
    }
    return contents;
  }

  private static String content(Path file) throws IOException {
    String name = file.getFileName().toString();
    if (name.endsWith(".zip")) {
      try (ZipFile zip = new ZipFile(file.toFile())) {
        return zip.stream().map(e -> e.getName() + " " + e.getCrc()).sorted().toList().toString();
      }
    }
    byte[] bytes = Files.readAllBytes(file);
    if (name.endsWith(".html")) { // it says where it lies
      return new String(bytes, StandardCharsets.UTF_8).strip().endsWith("</html>")
          ? "whole"
          : "cut";
    }
    if (name.equals("kept.json")) {
      JsonObject json =
          JsonParser.parseString(new String(bytes, StandardCharsets.UTF_8)).getAsJsonObject();
      return json.keySet().toString();
    }
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return bytes.length + " " + HexFormat.of().toHexDigits(crc.getValue());
  }
}
