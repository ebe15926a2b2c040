package org.signcam.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.Scalar;
import org.opencv.imgcodecs.Imgcodecs;
import org.signcam.base.UserException;
import org.signcam.image.Region;
import org.signcam.record.Recorder.End;

@Timeout(60)
class RecorderTest {
  private static final Region REGION = new Region(20, 8, 32);

  private final MadeSink sink = new MadeSink();
  private final Ended ended = new Ended();

  private Recorder recorder(ScriptedTap tap) {
    return new Recorder(tap, () -> REGION, () -> null, sink, ended);
  }

  private static Burst burst(double rate, int count, Fault... skip) {
    Set<Fault> faults = EnumSet.noneOf(Fault.class);
    faults.addAll(Set.of(skip));
    return new Burst("Ana", "A", "made", rate, count, faults);
  }

  @Test
  void everySecondFrameIsHalfTheRate() throws Exception {
    try (ScriptedTap tap = new ScriptedTap(90, 30);
        Recorder recorder = recorder(tap)) {
      recorder.begin(burst(15, 0));
      while (tap.given.get() < 90) {
        Thread.sleep(1);
      }
      recorder.stop();
      Ended.Last last = ended.await();
      assertThat(last.why()).isEqualTo(End.STOPPED);
      assertThat(last.progress().kept()).isEqualTo(45);
      assertThat(sink.written).hasSize(45);
    }
  }

  @Test
  void itStopsAtTheCountAndCountsOnlyWhatIsWritten() throws Exception {
    try (ScriptedTap tap = new ScriptedTap(1000, 30);
        Recorder recorder = recorder(tap)) {
      for (int burst = 1; burst <= 3; burst++) {
        recorder.begin(burst(30, 25));
        Ended.Last last = ended.await();
        assertThat(last.why()).isEqualTo(End.COMPLETE);
        assertThat(last.progress().kept()).isEqualTo(25);
        assertThat(sink.written).hasSize(25 * burst);
        assertThat(sink.written.get(25 * burst - 1).burst()).isEqualTo(burst);
      }
      assertThat(ended.pictures).hasSize(75).allMatch(p -> p.sample() != null);
      assertThat(sink.opened).as("one session").hasValue(1);
    }
    assertThat(sink.closed).hasValue(1);
  }

  @Test
  void allFramesGoBackToThePool() throws Exception {
    try (ScriptedTap tap = new ScriptedTap(1000, 30)) {
      try (Recorder recorder = recorder(tap)) {
        recorder.begin(burst(30, 40));
        ended.await();
        recorder.begin(burst(30, 0)); // under way when it is closed
        Thread.sleep(20);
      }
      assertThat(tap.pool.outstanding()).isZero();
      assertThat(ended.await().why()).isEqualTo(End.STOPPED);
    }
  }

  @Test
  void aDiskThatStandsStillForTwentySecondsLosesNothing() throws Exception {
    sink.gate = new CountDownLatch(1);
    try (ScriptedTap tap = new ScriptedTap(Recorder.PRINTS, 15);
        Recorder recorder = recorder(tap)) {
      recorder.begin(burst(15, 0));
      while (tap.given.get() < Recorder.PRINTS) {
        Thread.sleep(1);
      }
      assertThat(ended.pictures).as("nothing is on disk yet").isEmpty();
      recorder.stop();
      sink.gate.countDown();
      assertThat(ended.await().progress().kept()).isEqualTo(Recorder.PRINTS);
    }
  }

  @Test
  void aDiskThatIsTooSlowEndsTheBurstWithAWordAndWhatWasTakenIsWritten() throws Exception {
    sink.gate = new CountDownLatch(1);
    int room = Recorder.PRINTS + Recorder.QUEUE;
    try (ScriptedTap tap = new ScriptedTap(room + 30, 30).patientUntil(Recorder.PRINTS);
        Recorder recorder = recorder(tap)) {
      recorder.begin(burst(30, 0));
      for (int before = -1; before != tap.given.get(); Thread.sleep(200)) {
        before = tap.given.get(); // until it takes no more
      }
      sink.gate.countDown();
      Ended.Last last = ended.await();
      assertThat(last.why()).isEqualTo(End.TOO_SLOW);
      assertThat(last.sentence()).contains("too slow for 30 pictures a second").contains("saved");
      assertThat(last.progress().kept())
          .isEqualTo(sink.written.size())
          .isGreaterThan(Recorder.PRINTS);
    }
  }

  @Test
  void aFailedWriteIsSaidAlsoOfABurstThatHadBeenStopped() throws Exception {
    sink.failAt = 4;
    sink.gate = new CountDownLatch(1);
    try (ScriptedTap tap = new ScriptedTap(10, 30);
        Recorder recorder = recorder(tap)) {
      recorder.begin(burst(30, 0));
      while (tap.given.get() < 10) {
        Thread.sleep(1);
      }
      recorder.stop();
      sink.gate.countDown();
      Ended.Last last = ended.await();
      assertThat(last.why()).isEqualTo(End.FAILED);
      assertThat(last.sentence()).isEqualTo("The disk is full.");
      assertThat(last.progress().kept()).isEqualTo(4);
    }
  }

  @Test
  void aFailedWriteEndsTheBurstAndTheNextBeginsAnew() throws Exception {
    sink.failAt = 4;
    try (ScriptedTap tap = new ScriptedTap(1000, 30);
        Recorder recorder = recorder(tap)) {
      recorder.begin(burst(30, 10));
      Ended.Last last = ended.await();
      assertThat(last.why()).isEqualTo(End.FAILED);
      assertThat(last.sentence()).isEqualTo("The disk is full.");
      assertThat(last.progress().kept()).isEqualTo(4);
      assertThat(ended.pictures).hasSize(4);
      sink.failAt = -1;
      recorder.begin(burst(30, 10));
      assertThat(ended.await().why()).isEqualTo(End.COMPLETE);
      assertThat(sink.written).hasSize(14);
      assertThat(sink.opened).hasValue(2);
    }
  }

  @Test
  void aPictureLikeTheOneBeforeIsPointedOutAndSkippedIfWanted() throws Exception {
    try (ScriptedTap tap =
            new ScriptedTap(1000, 30).painting((bgr, n) -> bgr.setTo(Scalar.all(90)));
        Recorder recorder = recorder(tap)) {
      recorder.begin(burst(30, 4));
      assertThat(ended.await().progress().kept()).isEqualTo(4);
      assertThat(ended.pictures.get(0).faults()).isEmpty();
      assertThat(ended.pictures.get(1).faults()).containsExactly(Fault.DUPLICATE);
      recorder.begin(burst(30, 0, Fault.DUPLICATE));
      while (ended.pictures.size() < 10) {
        Thread.sleep(1);
      }
      recorder.stop();
      Ended.Last last = ended.await();
      assertThat(last.progress().kept()).isEqualTo(1);
      assertThat(last.progress().skipped()).isEqualTo(ended.pictures.size() - 5);
      assertThat(sink.written).hasSize(5);
    }
  }

  @Test
  void aBurstThatKeepsNothingForTenSecondsEndsAndSaysWhy() throws Exception {
    try (ScriptedTap tap = new ScriptedTap(100, 1).painting((bgr, n) -> bgr.setTo(Scalar.all(9)));
        Recorder recorder = recorder(tap)) {
      recorder.begin(burst(15, 30, Fault.DARK));
      Ended.Last last = ended.await();
      assertThat(last.why()).isEqualTo(End.NOTHING_KEPT);
      assertThat(last.sentence()).contains("Too dark", "turn on a light");
      assertThat(sink.written).isEmpty();
    }
  }

  @Test
  void aCameraThatGivesNothingEndsTheBurst() throws Exception {
    try (ScriptedTap tap = new ScriptedTap(3, 30);
        Recorder recorder = recorder(tap)) {
      recorder.begin(burst(30, 10));
      Ended.Last last = ended.await();
      assertThat(last.why()).isEqualTo(End.NO_CAMERA);
      assertThat(last.progress().kept()).isEqualTo(3);
    }
  }

  @Test
  void aSourceThatFailsEndsTheBurstInItsWords() throws Exception {
    Recorder.FrameTap broken =
        timeout -> {
          throw new UserException("The picture 7.png is damaged.");
        };
    try (Recorder recorder = new Recorder(broken, () -> REGION, () -> null, sink, ended)) {
      recorder.begin(burst(30, 10));
      assertThat(ended.await().sentence()).isEqualTo("The picture 7.png is damaged.");
      recorder.begin(burst(30, 10));
      assertThat(ended.await().why()).as("it is still there").isEqualTo(End.NO_CAMERA);
    }
  }

  @Test
  void anEndedSessionIsClosedAndTheNextBurstOpensAnother() throws Exception {
    try (ScriptedTap tap = new ScriptedTap(1000, 30);
        Recorder recorder = recorder(tap)) {
      recorder.begin(burst(30, 3));
      ended.await();
      recorder.endSession();
      recorder.begin(burst(30, 3));
      ended.await();
      assertThat(sink.opened).hasValue(2);
      assertThat(sink.closed).hasValue(1);
    }
  }

  @Test
  void whatIsSavedIsNotMirroredAndHasItsMargin() throws Exception {
    try (ScriptedTap tap = new ScriptedTap(1, 30).painting(RecorderTest::redLeftBlueRight);
        Recorder recorder = recorder(tap)) {
      recorder.begin(burst(30, 1));
      ended.await();
    }
    MadeSink.Written written = sink.written.get(0);
    assertThat(written.region())
        .as("its margin is cut at the top only")
        .isEqualTo(new Region(8, 8, 32));
    MatOfByte jpeg = new MatOfByte(written.jpeg());
    Mat picture = Imgcodecs.imdecode(jpeg, Imgcodecs.IMREAD_COLOR);
    assertThat(picture.cols()).isEqualTo(48);
    assertThat(picture.rows()).isEqualTo(48);
    assertThat(picture.get(24, 2)[2]).as("red at the left").isGreaterThan(200);
    assertThat(picture.get(24, 45)[0]).as("blue at the right").isGreaterThan(200);
    picture.release();
    jpeg.release();
  }

  private static void redLeftBlueRight(Mat bgr, int number) {
    bgr.colRange(0, ScriptedTap.WIDTH / 2).setTo(new Scalar(0, 0, 255));
    bgr.colRange(ScriptedTap.WIDTH / 2, ScriptedTap.WIDTH).setTo(new Scalar(255, 0, 0));
  }

  /** Ten minutes at 15 a second when asked with {@code -Dsigncam.recording.pictures=9000}. */
  @Test
  @Timeout(900)
  void memoryStaysFlat() throws Exception {
    int pictures = Integer.getInteger("signcam.recording.pictures", 600);
    sink.forgetful = true;
    try (ScriptedTap tap = new ScriptedTap(Integer.MAX_VALUE, 15);
        Recorder recorder =
            new Recorder(
                tap,
                () -> REGION,
                () -> null,
                sink,
                new Recorder.Listener() {
                  @Override
                  public void picture(Recorder.Progress progress) {}

                  @Override
                  public void ended(Recorder.Progress last, End why, String sentence) {
                    ended.ended(last, why, sentence);
                  }
                })) {
      recorder.begin(burst(15, 200));
      ended.await();
      long before = used();
      for (int done = 0; done < pictures; done += 200) {
        recorder.begin(burst(15, 200));
        assertThat(ended.await().progress().kept()).isEqualTo(200);
      }
      assertThat(used() - before).as("bytes more on the heap").isLessThan(2_000_000);
      assertThat(tap.pool.size()).isLessThanOrEqualTo(32);
    }
  }

  private static long used() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(20);
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
