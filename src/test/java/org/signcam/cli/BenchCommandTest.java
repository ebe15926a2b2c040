package org.signcam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;

class BenchCommandTest {
  private final Door door = new Door();

  @Test
  void timesEveryStageOfMadeFrames() {
    assertThat(door.run("bench", "--frames", 5, "--json")).isZero();
    JsonObject figures = door.json().get(0);
    JsonObject stages = figures.getAsJsonObject("stages_ms");
    assertThat(stages.keySet()).containsExactly("grab", "crop", "forward", "post", "total");
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
