package org.signcam.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signcam.model.GestureModel;
import org.signcam.model.ModelCard;
import org.signcam.net.Backbone;
import org.signcam.net.Head;

/** Whoever only looks at a camera on a CPU does without PyTorch's hundreds of megabytes. */
class NoTorchTest {
  private static final Path MAPS = Path.of("/proc/self/maps");

  @TempDir Path dir;

  @Test
  void readingOnACpuLoadsNoPyTorch() throws Exception {
    assumeTrue(Files.exists(MAPS), "this system does not say which libraries a process has loaded");
    ModelCard card =
        new SameAnswersTest.Case(Backbone.labCnn(5, 8, 8), "block3", true, Head.LINEAR).card();
    Path file = dir.resolve("m.safetensors");
    GestureModel.save(file, card, SameAnswersTest.weights(card));
    assertThat(loadedBy(file, EngineChoice.AUTO)).contains("onnxruntime").doesNotContain("torch");
    assertThat(loadedBy(file, EngineChoice.PYTORCH)).contains("torch_cpu");
  }

  private static String loadedBy(Path model, EngineChoice engine) throws Exception {
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Dai.djl.offline=true",
                    "-cp",
                    classes,
                    NoTorchTest.class.getName(),
                    model.toString(),
                    engine.name()))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return printed;
  }

  /** The child: reads a picture, and prints which libraries that took. */
  public static void main(String[] args) throws Exception {
    try (OpenModel model = Engines.open(Path.of(args[0]), "auto", EngineChoice.valueOf(args[1]))) {
      model.classifier().predict(SameAnswersTest.pictures(1));
      Files.readAllLines(MAPS).stream()
          .filter(line -> line.endsWith(".so"))
          .map(line -> line.substring(line.lastIndexOf('/') + 1))
          .distinct()
          .forEach(System.out::println);
    }
  }
}
