package org.signcam.ui.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TakesTest {
  private final List<String> done = new ArrayList<>();
  private boolean possible = true;
  private final Takes takes =
      new Takes(
          new Takes.Stage() {
            @Override
            public boolean begin(String letter, int count) {
              done.add(letter + count);
              return possible;
            }

            @Override
            public void stop() {
              done.add("stop");
            }
          });

  @Test
  void aHoldLastsUntilItIsLetGo() {
    takes.hold("A", 0);
    assertThat(takes.state()).isEqualTo(Takes.State.RECORDING);
    takes.release();
    takes.ended(false, 500);
    assertThat(done).containsExactly("A0", "stop");
    assertThat(takes.state()).isEqualTo(Takes.State.IDLE);
    takes.release();
    assertThat(done).hasSize(2);
  }

  @Test
  void aHoldThatHasItsCountIsNotStoppedAgain() {
    takes.hold("A", 5);
    takes.ended(true, 500);
    takes.release();
    assertThat(done).containsExactly("A5");
  }

  @Test
  void aCountdownTakesThreeSecondsAndEndsByItself() {
    takes.run(List.of("C"), 0, 1000);
    assertThat(takes.secondsLeft(1000)).isEqualTo(3);
    takes.tick(3999);
    assertThat(takes.secondsLeft(3999)).isEqualTo(1);
    assertThat(done).isEmpty();
    takes.tick(4000);
    assertThat(done).containsExactly("C" + Takes.UNHELD_COUNT);
    takes.release();
    assertThat(done).as("nobody holds anything").hasSize(1);
  }

  @Test
  void aRunGoesThroughTheLettersWithAPauseBeforeEach() {
    takes.run(List.of("A", "B", "nothing"), 10, 0);
    for (int i = 0; i < 3; i++) {
      assertThat(takes.state()).isEqualTo(Takes.State.PAUSE);
      takes.tick(5000L * i + 3000);
      assertThat(takes.state()).isEqualTo(Takes.State.RECORDING);
      takes.ended(true, 5000L * (i + 1));
    }
    assertThat(done).containsExactly("A10", "B10", "nothing10");
    assertThat(takes.state()).isEqualTo(Takes.State.IDLE);
  }

  @Test
  void aRunEndsWithABurstThatIsNotComplete() {
    takes.run(List.of("A", "B"), 10, 0);
    takes.tick(3000);
    takes.ended(false, 3500);
    takes.tick(99_000);
    assertThat(done).containsExactly("A10");
    assertThat(takes.following()).isZero();
  }

  @Test
  void stopEndsAPauseAndARecording() {
    takes.run(List.of("A", "B"), 10, 0);
    takes.stop();
    takes.tick(9000);
    assertThat(done).isEmpty();
    takes.run(List.of("A", "B"), 10, 0);
    takes.tick(9000);
    takes.stop();
    takes.ended(false, 9100);
    assertThat(done).containsExactly("A10", "stop");
    assertThat(takes.state()).isEqualTo(Takes.State.IDLE);
  }

  @Test
  void whatCannotBeginIsOver() {
    possible = false;
    takes.hold("A", 0);
    assertThat(takes.state()).isEqualTo(Takes.State.IDLE);
  }
}
