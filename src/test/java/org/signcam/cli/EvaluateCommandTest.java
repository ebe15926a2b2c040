package org.signcam.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.signcam.cli.Painted.BLUE;
import static org.signcam.cli.Painted.GREEN;
import static org.signcam.cli.Painted.RED;
import static org.signcam.cli.Painted.picture;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {
  @TempDir Path dir;
  private final Door door = new Door();

  private void samples() throws IOException {
    picture(dir.resolve("s/anna/A/0.png"), RED);
    picture(dir.resolve("s/anna/B/0.png"), RED);
    picture(dir.resolve("s/bo/B/0.png"), GREEN);
    picture(dir.resolve("s/bo/nothing/0.png"), BLUE);
  }

  @Test
  void jsonIsOneLineWithAllKeys() throws IOException {
    samples();
    assertThat(door.run("evaluate", "--samples", dir.resolve("s"), "--json")).isZero();
    JsonObject figures = door.json().get(0);
    assertThat(door.out.lines()).hasSize(1);
    assertThat(figures.get("samples").getAsInt()).isEqualTo(4);
    assertThat(figures.get("mean_signer_accuracy").getAsDouble()).isEqualTo(0.75);
    assertThat(figures.get("false_accept_other").isJsonNull()).isTrue();
    assertThat(door.err).contains("holds SIGNER/LETTER folders");
    assertThat(door.model.closed).isTrue();
  }

  @Test
  void withoutJsonThereAreTables() throws IOException {
    samples();
    assertThat(door.run("evaluate", "--samples", dir.resolve("s"))).isZero();
    assertThat(door.out)
        .contains("mean signer accuracy         75.0 %")
        .contains("0.0 % (0 of 1; 95 % interval 0.0 to 79.3 %)")
        .contains("true \\ read  A  B  none");
  }

  @Test
  void severalFoldersAndADisturbance() throws IOException {
    samples();
    picture(dir.resolve("t/carl/A/0.png"), RED);
    Path s = dir.resolve("s");
    Path t = dir.resolve("t");
    assertThat(door.run("evaluate", "--samples", s, t, "--json", "--perturb", "light:-8")).isZero();
    // 255 becomes 13 eight stops down: confidence 14/16 where three of four are right.
    assertThat(door.json().get(0).get("ece").getAsDouble()).isCloseTo(0.125, within(1e-6));
    assertThat(door.json().get(0).getAsJsonObject("accuracy_by_signer").keySet())
        .containsExactly("anna", "bo", "carl");
  }

  @Test
  void anUnreadablePictureIsNamedAndLeftOutAndTheExitIsOne() throws IOException {
    samples();
    Files.createFile(dir.resolve("s/bo/B/zero.jpg"));
    assertThat(door.run("evaluate", "--samples", dir.resolve("s"), "--json")).isEqualTo(1);
    assertThat(door.json().get(0).get("samples").getAsInt()).isEqualTo(4);
    assertThat(door.err).contains("zero.jpg").contains("1 of 5 pictures could not be read");
  }

  @Test
  void theReportIsWrittenWhole() throws IOException {
    samples();
    Path report = dir.resolve("out/report");
    assertThat(door.run("evaluate", "--samples", dir.resolve("s"), "--report", report)).isZero();
    assertThat(report.resolve("report.html"))
        .content()
        .contains("<h1>Evaluation of fake</h1>", "66.7\u00a0%", "holds SIGNER/LETTER folders")
        .contains("./run.sh evaluate --samples " + dir.resolve("s") + " --report ");
    assertThat(report.resolve("figures.json")).content().contains("\"samples\":4");
    assertThat(report.resolve("outcomes.csv"))
        .content()
        .startsWith("file,signer,label,read,best,confidence\n")
        .contains(",anna,B,A,A,0.9");
    Path blocked = Files.createFile(dir.resolve("file"));
    assertThat(door.run("evaluate", "--samples", dir.resolve("s"), "--report", blocked))
        .isEqualTo(1);
    assertThat(door.err).contains("signcam: Cannot write");
  }
}
