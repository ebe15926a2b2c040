package org.signcam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signcam.base.Milestones;

class StartupBenchTest {
  @TempDir Path folder;

  private final Door door = new Door();

  @Test
  void milestonesCountFromTheStart() throws IOException {
    Path file = folder.resolve("milestones");
    Files.writeString(file, "JAVA 1100\nWINDOW 1800\n");
    assertThat(StartupBench.read(file, 1000))
        .isEqualTo(Map.of(Milestones.JAVA, 100L, Milestones.WINDOW, 800L));
  }

  @Test
  void aLineThatIsBeingWrittenDoesNotCountYet() throws IOException {
    Path file = folder.resolve("milestones");
    Files.writeString(file, "JAVA 1100\nWIND");
    assertThat(StartupBench.read(file, 1000)).containsOnlyKeys(Milestones.JAVA);
    assertThat(StartupBench.read(folder.resolve("none"), 1000)).isEmpty();
  }

  @Test
  void theMiddleOfTheStartsIsTheMedian() {
    List<StartupBench.Run> runs = List.of(start(300, 10.0), start(100, null), start(900, 20.0));
    StartupBench.Figures figures = new StartupBench.Figures(runs);
    Map<?, ?> window = (Map<?, ?>) ((Map<?, ?>) figures.json().get("milestones_ms")).get("window");
    assertThat(window).isEqualTo(Map.of("median", 300.0, "min", 100.0, "max", 900.0));
    assertThat(figures.json().get("resident_mb"))
        .isEqualTo(Map.of("median", 15.0, "min", 10.0, "max", 20.0));
    assertThat(figures.json().get("processor_ms")).isNull();
    assertThat(figures.toString()).contains("window").contains("300").contains("3 starts");
  }

  @Test
  void withoutTheProgramsFolderThereIsNoScriptToStart() {
    assertThat(door.run("bench", "--startup", 1)).isEqualTo(1);
    assertThat(door.err).contains("start script beside signcam.jar");
    assertThat(door.run("bench", "--startup", 0)).isEqualTo(2);
  }

  private static StartupBench.Run start(long millis, Double resident) {
    Map<Milestones, Long> reached = new EnumMap<>(Milestones.class);
    for (Milestones milestone : Milestones.values()) {
      reached.put(milestone, millis);
    }
    return new StartupBench.Run(reached, null, resident, resident);
  }
}
