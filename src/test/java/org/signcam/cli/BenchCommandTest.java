package org.signcam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signcam.samples.SampleSet;
import org.signcam.samples.Split;
import org.signcam.train.Recipe;

class BenchCommandTest {
  private final Door door = new Door();

  @Test
  void timesEveryStageOfMadeFrames() {
    assertThat(door.run("bench", "--frames", 5, "--json")).isZero();
    JsonObject figures = door.json().get(0);
    JsonObject stages = figures.getAsJsonObject("stages_ms");
    assertThat(stages.keySet())
        .containsExactly("grab", "exchange", "crop", "forward", "post", "paint", "added", "total");
    for (String stage : stages.keySet()) {
      assertThat(stages.getAsJsonObject(stage).keySet()).containsExactly("p50", "p95", "p99");
    }
    assertThat(figures.get("frames").getAsInt()).isEqualTo(5);
    assertThat(figures.get("fps").getAsDouble()).isPositive();
    assertThat(figures.getAsJsonObject("memory").keySet())
        .containsExactly("heap_mb", "resident_mb", "resident_peak_mb");
    assertThat(door.model.batches).hasSize(15).containsOnly(1);
  }

  @Test
  void theVirtualSignerIsTimedAsASource() {
    assertThat(door.run("bench", "--clip", "virtual", "--frames", 2, "--json")).isZero();
    JsonObject figures = door.json().get(0);
    assertThat(figures.get("source").getAsString()).startsWith("virtual signer");
    assertThat(figures.get("width").getAsInt()).isEqualTo(640);
    assertThat(figures.get("height").getAsInt()).isEqualTo(480);
    JsonObject grab = figures.getAsJsonObject("stages_ms").getAsJsonObject("grab");
    assertThat(grab.get("p50").getAsDouble()).isPositive();
  }

  @Test
  void withoutJsonThereIsATable() {
    assertThat(door.run("bench", "--frames", 2)).isZero();
    assertThat(door.out).contains("STAGE").contains("forward").contains("fps over 2 frames");
  }

  @Test
  void aSoakReadsEveryFrameAndHoldsNothingBack() {
    assertThat(door.run("bench", "--soak", 300, "--json")).isZero();
    JsonObject figures = door.json().get(0);
    assertThat(figures.get("network").getAsString()).contains("stand-in");
    assertThat(figures.get("frames").getAsInt()).isEqualTo(300);
    assertThat(figures.get("dropped_at_recognizer").getAsInt()).isZero();
    assertThat(figures.get("starved_at_camera").getAsInt()).isZero();
    assertThat(figures.getAsJsonObject("late").get("leased").getAsInt()).isLessThanOrEqualTo(4);
  }

  @Test
  void severalAreDoneInTurnAndPrintedInSections() throws Exception {
    Path out = Files.createTempFile("bench", ".json");
    assertThat(door.run("bench", "--soak", 100, "--window", "--seconds", 1, "--out", out)).isZero();
    assertThat(door.out).contains("window\n\nFRAME ARRIVED").contains("soak\n\n");
    assertThat(JsonParser.parseString(Files.readString(out)).getAsJsonObject().keySet())
        .containsExactly("window", "soak");
    Files.delete(out);
  }

  @Test
  void tooShortASoakIsRefused() {
    assertThat(door.run("bench", "--soak", 5)).isEqualTo(2);
    assertThat(door.err).contains("--soak must be at least 100");
    assertThat(door.run("bench", "--window", "--seconds", 0)).isEqualTo(2);
    assertThat(door.err).contains("--seconds must be at least 1");
  }

  @Test
  void aMissingClipIsSaid() {
    assertThat(door.run("bench", "--clip", "no-such.mp4")).isEqualTo(1);
    assertThat(door.err).startsWith("signcam: ").contains("no-such.mp4");
  }

  @Test
  void aTrainingIsComparedBlockByBlock() {
    double[] ours = {10, 30, 20};
    double[] djl = {5, 20, 40};
    TrainBench.Figures figures = new TrainBench.Figures("CPU", ours, djl);
    assertThat(figures.json().get("pictures_per_second")).isEqualTo(20.0);
    assertThat(figures.json().get("ratio")).isEqualTo(1.5); // of 2, 1.5 and 0.5
    assertThat(figures.toString()).contains("20.0 pictures a second").contains("1.50 ×");
    assertThat(door.run("bench", "--train", 0)).isEqualTo(2);
  }

  @Test
  void aWatchedTrainingEndsWhenItIsToldTo(@TempDir Path folder) {
    Path samples = folder.resolve("samples");
    MadeStore.record(100, samples);
    SampleSet set = SampleSet.read(samples);
    assertThat(set.size()).isEqualTo(100);
    AtomicLong last = new AtomicLong();
    MadeTraining.run(
        Recipe.of("tutorial-cnn"),
        set,
        Split.bySigner(set, 0.2, 1),
        folder,
        Device.cpu(),
        step -> {
          last.set(step);
          return step < 3;
        });
    assertThat(last.get()).isEqualTo(3);
  }

  @Test
  void residentMemoryIsReadFromTheProcessStatus() {
    assertThat(Memory.megabytes("VmHWM:\t  2000 kB\nVmRSS:\t    1000 kB\n", "VmRSS:"))
        .isEqualTo(1.024);
    assertThat(Memory.megabytes("", "VmRSS:")).isNull();
  }
}
