package org.signcam.recognize;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.signcam.camera.CameraOptions;
import org.signcam.camera.Cameras;
import org.signcam.camera.Frame;
import org.signcam.camera.FramePool;
import org.signcam.camera.FrameSource;
import org.signcam.image.OpenCv;
import org.signcam.inference.Engines;
import org.signcam.inference.OpenModel;
import org.signcam.model.Classifier;

/** The virtual signer spells before the shipped model, frame by frame; then texts are compared. */
@Timeout(300)
class SpellingTest {
  /** Of all characters. Measured: none of 20. */
  private static final double MOST_WRONG = 0.1;

  /** All nine letters, one of them twice in a row. */
  private static final List<String> SPELT = List.of("FACE", "BEEF", "HIDE", "CAGED", "BIG");

  // A quarter of the pixels: most of the time goes into drawing them.
  private static final CameraOptions SMALL = CameraOptions.defaults().withSize(320, 240);

  @Test
  void whatTheVirtualSignerSpellsIsTyped() {
    OpenCv.load();
    int wrong = 0;
    int characters = 0;
    try (OpenModel model = Engines.open(Path.of("models", "asl-a-i.safetensors"), "cpu")) {
      for (int i = 0; i < SPELT.size(); i++) {
        String word = SPELT.get(i);
        String text = read("virtual:" + word + ":" + (i + 1), model.classifier());
        System.out.println("Spelled " + word + ", typed " + text);
        wrong += distance(word, text);
        characters += word.length();
      }
    }
    double rate = (double) wrong / characters;
    System.out.printf("Character error rate %.3f%n", rate);
    assertThat(rate).as("character error rate").isLessThanOrEqualTo(MOST_WRONG);
  }

  private static String read(String camera, Classifier model) {
    Speller speller = new Speller();
    try (FrameSource source = Cameras.open(camera, SMALL);
        FramePool pool = new FramePool(1);
        Recognizer recognizer = new Recognizer(model, new Smoother())) {
      for (long number = 0; ; number++) {
        try (Frame frame = pool.lease()) {
          if (!source.read(frame.bgr())) {
            return speller.text();
          }
          frame.stamp(number, System.nanoTime(), source.mediaMillis());
          Reading reading = recognizer.read(frame, null);
          speller.next(reading.letter(), reading.mediaMillis());
        }
      }
    }
  }

  /** Levenshtein's: how many characters must be inserted, deleted or replaced. */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int same = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(same, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }

  @Test
  void theDistanceCountsWhatIsInsertedDeletedAndReplaced() {
    assertThat(distance("FACE", "FACE")).isZero();
    assertThat(distance("FACE", "FACCE")).isEqualTo(1);
    assertThat(distance("FACE", "FCE")).isEqualTo(1);
    assertThat(distance("FACE", "FADE")).isEqualTo(1);
    assertThat(distance("", "ACE")).isEqualTo(3);
    assertThat(distance("BEEF", "EBF")).isEqualTo(2);
  }
}
