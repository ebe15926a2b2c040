package org.signcam.recognize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.signcam.camera.Frame;
import org.signcam.camera.FramePool;
import org.signcam.image.Region;

class RecognizerTest {
  private static final int[] RED = {255, 0, 0};
  private static final int[] BLUE = {0, 0, 255};

  private final FramePool pool = new FramePool();

  @AfterEach
  void free() {
    assertThat(pool.outstanding()).as("frames not given back").isZero();
    pool.close();
  }

  /** The preview is mirrored; what the model sees never is. */
  @Test
  void theModelSeesTheFrameUnmirroredAndAsRgb() {
    FakeModel model = new FakeModel("A");
    try (Recognizer recognizer = new Recognizer(model, new Smoother());
        Frame frame = Frames.redLeftBlueRight(pool, 0)) {
      recognizer.read(frame, null);
      byte[] picture = model.seen.get(0);
      for (int y : List.of(0, FakeModel.SIDE / 2, FakeModel.SIDE - 1)) {
        assertThat(pixel(picture, 0, y)).as("left").isEqualTo(RED);
        assertThat(pixel(picture, FakeModel.SIDE / 2 - 1, y)).as("left of middle").isEqualTo(RED);
        assertThat(pixel(picture, FakeModel.SIDE / 2, y)).as("right of middle").isEqualTo(BLUE);
        assertThat(pixel(picture, FakeModel.SIDE - 1, y)).as("right").isEqualTo(BLUE);
      }
    }
  }

  @Test
  void onlyTheRegionIsSeen() {
    FakeModel model = new FakeModel("A");
    try (Recognizer recognizer = new Recognizer(model, new Smoother());
        Frame frame = Frames.redLeftBlueRight(pool, 0)) {
      recognizer.read(frame, new Region(0, 10, 50));
      assertThat(pixel(model.seen.get(0), FakeModel.SIDE - 1, 0)).isEqualTo(RED);
      recognizer.read(frame, new Region(65, 10, 50));
      assertThat(pixel(model.seen.get(1), 0, 0)).isEqualTo(BLUE);
    }
  }

  @Test
  void theReadingSaysWhatWasReadWhereAndWhen() {
    try (Recognizer recognizer = new Recognizer(new FakeModel("B"), new Smoother());
        Frame frame = Frames.redLeftBlueRight(pool, 7)) {
      long before = System.nanoTime();
      Reading reading = recognizer.read(frame, new Region(100, -20, 50));
      double took = (System.nanoTime() - before) / 1e6;
      assertThat(reading.sequence()).isEqualTo(7);
      assertThat(reading.stampNanos()).isEqualTo(frame.stampNanos());
      assertThat(reading.mediaMillis()).isEqualTo(280);
      assertThat(reading.letter()).isEqualTo("B");
      assertThat(reading.raw()).isEqualTo("B");
      assertThat(reading.prediction().confidence()).isCloseTo(0.9, within(1e-6));
      assertThat(reading.region()).as("brought into the frame").isEqualTo(new Region(70, 0, 50));
      StageTimes times = reading.times();
      assertThat(times.cropMillis()).isNotNegative();
      assertThat(times.forwardMillis()).isNotNegative();
      assertThat(times.postMillis()).isNotNegative();
      assertThat(times.cropMillis() + times.forwardMillis() + times.postMillis())
          .isLessThanOrEqualTo(took);
      assertThat(reading.latencyMillis())
          .isGreaterThanOrEqualTo(
              times.cropMillis() + times.forwardMillis() + times.postMillis() - 1e-3)
          .isLessThanOrEqualTo((System.nanoTime() - frame.stampNanos()) / 1e6);
    }
  }

  @Test
  void withoutARegionTheCentredOneIsRead() {
    try (Recognizer recognizer = new Recognizer(new FakeModel("A"), new Smoother());
        Frame frame = Frames.redLeftBlueRight(pool, 0)) {
      assertThat(recognizer.read(frame, null).region())
          .isEqualTo(Region.centred(Frames.WIDTH, Frames.HEIGHT));
    }
  }

  @Test
  void theLetterIsSmoothedAndTheRawOneIsNot() {
    FakeModel model =
        new FakeModel(
            picture ->
                pixel(picture, 0, 0)[0] == 255
                    ? FakeModel.prediction(0.9f, 0.05f)
                    : FakeModel.prediction(0.05f, 0.9f));
    try (Recognizer recognizer = new Recognizer(model, new Smoother())) {
      for (int n = 0; n < 4; n++) {
        try (Frame frame = Frames.redLeftBlueRight(pool, n)) {
          Reading reading = recognizer.read(frame, new Region(n < 3 ? 0 : 65, 0, 50));
          assertThat(reading.raw()).isEqualTo(n < 3 ? "A" : "B");
          assertThat(reading.letter()).isEqualTo("A");
        }
      }
    }
  }

  private static int[] pixel(byte[] picture, int x, int y) {
    int at = (y * FakeModel.SIDE + x) * 3;
    return new int[] {picture[at] & 0xff, picture[at + 1] & 0xff, picture[at + 2] & 0xff};
  }
}
