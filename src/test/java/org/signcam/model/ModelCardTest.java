package org.signcam.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.GsonBuilder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signcam.base.UserException;

class ModelCardTest {
  private final ModelCard card = Cards.card();
  private final String json = card.toJson();

  private static ModelCard read(String json) {
    return ModelCard.fromJson(json, "x.safetensors");
  }

  private static void refused(String json, String words) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("x.safetensors ")
        .hasMessageContaining(words);
  }

  /** The last value that is allowed at an end, and one beyond it. */
  @ParameterizedTest
  @CsvSource({
    "\"inputSide\": 64,\"inputSide\": 32,\"inputSide\": 31,31 px",
    "\"inputSide\": 64,\"inputSide\": 1024,\"inputSide\": 1025,1025 px",
    "\"temperature\": 1.5,\"temperature\": 0.01,\"temperature\": 0.0099,temperature 0.0099",
    "\"temperature\": 1.5,\"temperature\": 100,\"temperature\": 100.1,temperature 100.1",
    "\"threshold\": 0.5,\"threshold\": 0,\"threshold\": -0.001,threshold -0.001",
    "\"threshold\": 0.5,\"threshold\": 1,\"threshold\": 1.001,threshold 1.001",
    "0.485,10,10.1,no usable mean and std",
    "0.406,-10,-10.1,no usable mean and std",
    "0.229,10,10.1,no usable mean and std",
    "0.225,0.000001,0.0000009,no usable mean and std"
  })
  void whatIsAtAnEndIsTakenAndWhatIsBeyondIsRefused(
      String entry, String last, String beyond, String words) {
    assertThat(json).contains(entry);
    assertThat(read(json.replace(entry, last)).labels()).isEqualTo(card.labels());
    refused(json.replace(entry, beyond), words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.485,\n    0.456", "0.229,\n    0.224"})
  void threeNumbersAreThree(String two) {
    assertThat(json).contains(two);
    refused(json.replace(two, two.substring(0, 5)), "no usable mean and std");
  }

  @Test
  void thousandLabelsAreReadAndLabelsAreWords() {
    List<String> labels = IntStream.range(0, 1000).mapToObj(i -> "L" + i).toList();
    assertThat(read(labelled(labels)).letters()).hasSize(999);
    List<String> more = IntStream.range(0, 1001).mapToObj(i -> "L" + i).toList();
    refused(labelled(more), "more than 1000");
    String longest = "x".repeat(255);
    assertThat(read(labelled(List.of(longest, "n"))).letters()).containsExactly(longest);
    for (String none : List.of(longest + "x", " ", "a\u0007", "<HTML>b", "\u202eA")) {
      refused(labelled(List.of(none, "n")), "has a label that is no word");
    }
    assertThat(ModelCard.areWords(List.of("A", "<b>"))).isTrue();
  }

  private String labelled(List<String> labels) {
    return with(labels, null, labels.get(labels.size() - 1), null, card.training()).toJson();
  }

  private ModelCard with(
      List<String> labels,
      List<String> letters,
      String rejecting,
      Quantization quantization,
      Map<String, Object> training) {
    return new ModelCard(
        card.format(),
        labels,
        letters,
        rejecting,
        card.backbone(),
        card.cut(),
        card.head(),
        card.folded(),
        card.inputSide(),
        card.mean(),
        card.std(),
        card.colourOrder(),
        card.temperature(),
        card.threshold(),
        quantization,
        training);
  }

  private ModelCard letters(List<String> letters, String rejecting) {
    return with(List.of("A", "B", "C"), letters, rejecting, null, null);
  }

  @Test
  void lettersAreTheFirstLabelsAllOfThemUnlessSomethingIsRejected() {
    assertThat(read(letters(null, null).toJson()).letters()).containsExactly("A", "B", "C");
    assertThat(read(letters(null, "C").toJson()).letters()).containsExactly("A", "B");
    assertThat(read(letters(List.of("A"), "C").toJson()).letters()).containsExactly("A");
    for (List<String> wrong :
        List.of(List.<String>of(), List.of("B"), List.of("A", "C"), List.of("A", "B", "C", "D"))) {
      refused(letters(wrong, "C").toJson(), "letters that are not the first of its labels");
    }
    refused(letters(List.of("A", "B"), null).toJson(), "letters that are not the first");
    refused(letters(List.of("A", "B", "C"), "C").toJson(), "letters that are not the first");
    refused(with(List.of("A"), null, "A", null, null).toJson(), "not its last label");
    assertThat(read(with(List.of("A"), null, null, null, null).toJson()).letters()).hasSize(1);
  }

  @Test
  void rangesOfActivationsAreRanges() {
    for (ActivationRange good :
        List.of(
            new ActivationRange(-1, 2),
            new ActivationRange(0, ActivationRange.LEAST),
            new ActivationRange(-ActivationRange.MOST / 2, ActivationRange.MOST / 2))) {
      Quantization all = new Quantization(Map.of("conv1", good), true, Map.of());
      assertThat(read(card.withQuantization(all).toJson()).quantization()).isEqualTo(all);
    }
    for (ActivationRange wrong :
        Arrays.asList(
            null,
            new ActivationRange(2, -1),
            new ActivationRange(3, 3),
            new ActivationRange(0, ActivationRange.MOST * 2))) {
      Map<String, ActivationRange> ranges = new HashMap<>();
      ranges.put("conv1", new ActivationRange(-1, 2));
      ranges.put("conv2", wrong);
      Quantization one = new Quantization(ranges, true, Map.of());
      refused(nulls(card.withQuantization(one)), "ranges of activations that are no ranges");
    }
    refused(
        json.replace("\"threshold\": 0.5", "\"threshold\": 0.5, \"quantization\": {}"), "ranges");
  }

  /** A card's own writer leaves nulls out. */
  private static String nulls(ModelCard card) {
    return new GsonBuilder().serializeNulls().create().toJson(card);
  }

  @Test
  void whatItSaysOfItsMakingHasNoGaps() {
    refused(json.replace("\"anna\"", "null"), "gaps");
    assertThat(read(with(List.of("A", "n"), null, "n", null, null).toJson()).training()).isEmpty();
  }

  @Test
  void ofACardOneThingIsChangedAtATime() {
    assertThat(card.withCalibration(2, 0.7))
        .usingRecursiveComparison()
        .ignoringFields("temperature", "threshold")
        .isEqualTo(card);
    assertThat(card.withCalibration(2, 0.7).temperature()).isEqualTo(2);
    assertThat(card.withTraining(Map.of("seed", 1)).training()).isEqualTo(Map.of("seed", 1));
    assertThat(card.withTraining(Map.of("seed", 1)))
        .usingRecursiveComparison()
        .ignoringFields("training")
        .isEqualTo(card);
    ModelCard alone = card.backboneAlone("layer1", false);
    assertThat(alone.cut()).isEqualTo("layer1");
    assertThat(alone.folded()).isFalse();
    assertThat(alone).usingRecursiveComparison().ignoringFields("cut", "folded").isEqualTo(card);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":1,\"a\":1}", "[{\"a\":1},{\"b\":[{\"c\":1,\"c\":2}]}]"})
  void whatIsSaidTwiceIsDamaged(String twice) {
    refused(twice, "it says something twice");
    refused(json.replace("\"recipe\"", "\"x\": " + twice + ", \"recipe\""), "something twice");
    String once = "[{\"a\": 1}, {\"a\": [1, {\"a\": 2}]}]"; // each in an object of its own
    assertThat(read(json.replace("\"recipe\"", "\"x\": " + once + ", \"recipe\"")).training())
        .containsKey("x");
  }
}
