package org.signcam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signcam.Signcam;
import org.signcam.base.UserException;
import picocli.CommandLine;

class SigncamTest {
  private final Door door = new Door();

  @Test
  void everyCommandHasHelp() {
    CommandLine all = Signcam.commandLine(ModelOpener.REAL);
    assertThat(all.getSubcommands()).isNotEmpty();
    for (String name : all.getSubcommands().keySet()) {
      assertThat(door.run(name, "--help")).as(name).isZero();
      assertThat(door.out).contains("Usage: signcam " + name);
    }
    assertThat(door.run("--help")).isZero();
    assertThat(door.out).contains("evaluate", "predict", "models", "bench", "doctor");
    assertThat(door.run("models", "list", "--help")).isZero();
    assertThat(door.run("--version")).isZero();
    assertThat(door.out).startsWith("signcam ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dance",
        "--dance",
        "evaluate",
        "evaluate --samples x --perturb blur",
        "evaluate --samples x --device tpu",
        "predict",
        "predict x --region 1,2",
        "bench --frames many",
        "bench --frames 0",
        "models",
        "models dance",
        "doctor --fast"
      })
  void aWrongCommandLineIsTwo(String line) {
    assertThat(door.run((Object[]) line.split(" "))).isEqualTo(2);
    assertThat(door.err).isNotBlank().doesNotContain("\tat ");
    assertThat(door.out).isEmpty();
  }

  @Test
  void aWrongCommandLineGetsASentenceAndNotAPage() {
    door.run("record", "--headless");
    assertThat(door.err.strip().lines()).hasSize(2);
    assertThat(door.err).contains("--signer").contains("See: signcam record --help");
    door.run("modles");
    assertThat(door.err).contains("models");
  }

  @Test
  void ourOwnTypesSayWhatTheyExpected() {
    door.run("evaluate", "--samples", "x", "--perturb", "blur");
    assertThat(door.err).contains("light:1.5").doesNotContain("IllegalArgumentException");
    door.run("predict", "x", "--device", "tpu");
    assertThat(door.err).contains("expected auto, cpu or gpu, found 'tpu'");
  }

  @Test
  void whatTheUserCanFixIsOneLine() {
    assertThat(door.run("evaluate", "--samples", Path.of("no", "such"))).isEqualTo(1);
    assertThat(door.err.strip().lines()).hasSize(1);
    assertThat(door.err).startsWith("signcam: ").contains("such");
    ModelOpener none =
        (name, device, engine) -> {
          throw new UserException("There is no model " + name + ".");
        };
    assertThat(door.run(none, "predict", "x.jpg", "--model", "m")).isEqualTo(1);
    assertThat(door.err).isEqualToIgnoringNewLines("signcam: There is no model m.");
  }

  @Test
  void aBugShowsItsTrace() {
    ModelOpener bug =
        (name, device, engine) -> {
          throw new IllegalStateException("impossible");
        };
    assertThat(door.run(bug, "predict", "x.jpg")).isEqualTo(1);
    assertThat(door.err).contains("IllegalStateException: impossible").contains("\tat ");
  }
}
