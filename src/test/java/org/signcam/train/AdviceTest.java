package org.signcam.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.signcam.model.ModelCard;
import org.signcam.samples.Sample;

class AdviceTest {
  private static final float[] THREE = {0.5f, 0.5f, 0.5f};
  private static final ModelCard CARD =
      new ModelCard(
          1,
          List.of("A", "B", "C", "K", "nothing"),
          List.of("A", "B", "C"),
          "nothing",
          "resnet18",
          "layer4",
          "linear",
          true,
          64,
          THREE,
          THREE,
          "RGB",
          1,
          0.5,
          null,
          Map.of());

  private final List<Sample> own = new ArrayList<>();

  private AdviceTest burst(String label, String session, int burst, int pictures) {
    return burst("ann", label, session, burst, pictures);
  }

  private AdviceTest burst(String who, String label, String session, int burst, int pictures) {
    for (int i = 0; i < pictures; i++) {
      Path file = Path.of(own.size() + ".jpg");
      own.add(new Sample(file, who, label, null, null, who + "/" + session + "/" + burst));
    }
    return this;
  }

  @Test
  void nothingToSayOfTwoSessionsOfEachLetterOfTwoPeople() {
    for (String letter : List.of("A", "B", "C")) {
      burst(letter, "1", 1, 20).burst(letter, "2", 1, 20);
      burst("bob", letter, "1", 1, 20).burst("bob", letter, "2", 1, 20);
    }
    burst("K", "1", 9, 1);
    assertThat(Advice.of(own, CARD)).isEmpty();
  }

  @Test
  void oneSignerIsTooFew() {
    for (String letter : List.of("A", "B", "C")) {
      burst(letter, "1", 1, 20).burst(letter, "2", 1, 20);
    }
    assertThat(Advice.of(own, CARD))
        .containsExactly("All pictures are of ann: record others who will sign, too.");
  }

  @Test
  void namesWhatIsMissingFewAndTooMany() {
    burst("A", "1", 1, 200).burst("A", "1", 2, 20).burst("B", "1", 3, 4).burst("rock", "1", 4, 3);
    assertThat(Advice.of(own, CARD))
        .containsExactly(
            "No picture of C: the model keeps what it knows of them.",
            "Fewer than 10 pictures of B: record more.",
            "4 pictures of B against 220 of A: record some more of B.",
            "What is asked is of the sessions that are learnt, so the figures will be too good:"
                + " record each letter in two sessions, best on different days or in different rooms.",
            "All pictures are of ann: record others who will sign, too.",
            "The model does not know rock: these pictures are left out.");
  }

  @Test
  void oneBurstOfEachLeavesNothingToCheckBy() {
    burst("A", "1", 1, 20).burst("B", "1", 2, 20).burst("C", "1", 3, 20);
    assertThat(Advice.of(own, CARD)).first().asString().startsWith("Nothing can be kept");
  }

  @Test
  void withoutLettersThatIsAllThereIsToSay() {
    assertThat(Advice.of(own, CARD))
        .containsExactly("There is no picture of A, B and C yet: record some.");
  }
}
