package org.signcam.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signcam.base.Hostile;
import org.signcam.net.Safetensors;
import org.signcam.net.Safetensors.Content;

/** Model files that somebody made to harm are refused in a sentence, in little time and memory. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileModelsTest {
  private static final int MUTANTS = 10_000;

  private static final ModelCard CARD =
      Cards.card(List.of("A", "B", "nothing"), "lab-cnn:2,2,2", "block3", 32);

  @TempDir private Path dir;

  private String refusal(String what, byte[] bytes) throws IOException {
    Path file = Files.write(dir.resolve("hostile.safetensors"), bytes);
    long most = Hostile.SLACK + 16L * bytes.length;
    return Hostile.refusal(what, most, () -> GestureModel.load(file, Device.cpu()).close());
  }

  @Test
  void tenThousandMutantsAreRefusedOrStillModels() throws IOException {
    Path file = dir.resolve("whole.safetensors");
    GestureModel.save(file, CARD, Cards.weights(CARD));
    ModelMutants mutants = new ModelMutants(Files.readAllBytes(file), new Random(1));
    assertThat(refusal("the file itself", Files.readAllBytes(file))).isNull();
    assertThat(refusal("the file rewritten", mutants.unchanged())).isNull();
    Map<ModelMutants.Kind, Integer> refused = new EnumMap<>(ModelMutants.Kind.class);
    List<ModelMutants.Kind> kinds = new ArrayList<>(List.of(ModelMutants.Kind.values()));
    List<ModelMutants.Kind> quick = kinds.stream().filter(k -> !k.buildsNetwork).toList();
    Stream.of(quick, quick, quick).forEach(kinds::addAll);
    for (int i = 0; i < MUTANTS; i++) {
      ModelMutants.Kind kind = kinds.get(i % kinds.size());
      byte[] bytes = mutants.next(kind);
      String sentence = refusal(kind + " " + i, bytes);
      if (sentence == null) {
        assertThat(kind.mayBeHarmless).as("%s %d was read:\n%s", kind, i, text(bytes)).isTrue();
      } else {
        assertThat(sentence).containsPattern("hostile.safetensors.*(\\.|train --weights .*)$");
        refused.merge(kind, 1, Integer::sum);
      }
    }
    int all = refused.values().stream().mapToInt(n -> n).sum();
    System.out.printf("%d mutated models: %d refused, the others read%n", MUTANTS, all);
    assertThat(refused.keySet()).containsExactly(ModelMutants.Kind.values());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, 8, Math.min(bytes.length - 8, 3000), StandardCharsets.UTF_8);
  }

  /** A small file whose card asks for a network of gigabytes. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lab-cnn:2,2,2 | dense3:20000,20000 | 32",
        "lab-cnn:256,256,256 | mlp:30000 | 224",
        "lab-cnn:2,2,2 | linear | 1024",
      })
  void aNetworkLargerThanItsFileIsNotBuilt(String backbone, String head, int side)
      throws IOException {
    ModelCard small = Cards.card(List.of("A", "B", "nothing"), "lab-cnn:2,2,2", "block3", 32);
    String json =
        small
            .toJson()
            .replace("lab-cnn:2,2,2", backbone)
            .replace("\"linear\"", "\"" + head + "\"")
            .replace("\"inputSide\": 32", "\"inputSide\": " + side);
    Path file = dir.resolve("large.safetensors");
    Safetensors.write(file, new Content(Cards.weights(small), Map.of("signcam", json)));
    long before = memory();
    String sentence = refusal(head, Files.readAllBytes(file));
    assertThat(memory() - before).as("MB that the process grew by").isLessThan(1000);
    if (!head.equals("linear")) {
      assertThat(sentence).contains("hostile.safetensors").endsWith(".");
    }
  }

  /** The most memory that this process has ever had, MB, as Linux counts it. */
  private static long memory() throws IOException {
    Path status = Path.of("/proc/self/status");
    Assumptions.assumeTrue(Files.exists(status), "skipped: no " + status);
    String line =
        Files.readAllLines(status).stream().filter(l -> l.startsWith("VmHWM")).findFirst().get();
    return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
  }

  /** What is shown must be text: Swing would take the page, and fetch what it names. */
  @ParameterizedTest
  @CsvSource({"<html><img src=http://x/>", "<HTML>A", "'A\u001b[2J'", "'A\u202eB'", "''", "'  '"})
  void aLabelIsAWord(String label) throws IOException {
    withCard(CARD.toJson().replace("\"A\"", "\"" + label.replace("\u001b", "\\u001b") + "\""));
  }

  @Test
  void aLabelIsNoBookAndThereAreNotThousands() throws IOException {
    withCard(CARD.toJson().replace("\"A\"", "\"" + "A".repeat(300) + "\""));
    String[] many = new String[2000];
    Arrays.setAll(many, i -> "\"L" + i + "\"");
    withCard(CARD.toJson().replace("\"A\"", String.join(",", many)));
  }

  private void withCard(String json) throws IOException {
    Path file = dir.resolve("card.safetensors");
    Safetensors.write(file, new Content(Cards.weights(CARD), Map.of("signcam", json)));
    assertThat(refusal(json, Files.readAllBytes(file))).contains("label");
  }

  /** What the list of models and the evaluation ask of every file. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"null", "{}", "{\"signers\":[null]}", "{\"signers\":7}", "{\"signers_seen\":null}"})
  void aCardThatIsSilentOrOddAboutItsMakingIsReadOrRefused(String training) throws IOException {
    String json =
        CARD.toJson().replaceFirst("(?s)\"training\": \\{.*\\}", "\"training\": " + training + "}");
    Path file = dir.resolve("odd.safetensors");
    Safetensors.write(file, new Content(Cards.weights(CARD), Map.of("signcam", json)));
    Hostile.refusal(training, Hostile.SLACK, () -> GestureModel.signersOf(file));
  }
}
