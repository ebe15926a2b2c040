package org.signcam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

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
  void residentMemoryIsReadFromTheProcessStatus() {
    assertThat(Memory.megabytes("VmHWM:\t  2000 kB\nVmRSS:\t    1000 kB\n", "VmRSS:"))
        .isEqualTo(1.024);
    assertThat(Memory.megabytes("", "VmRSS:")).isNull();
  }
}
