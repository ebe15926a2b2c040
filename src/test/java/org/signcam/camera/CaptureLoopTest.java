package org.signcam.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.signcam.base.UserException;
import org.signcam.camera.CaptureLoop.State;

@Timeout(60)
class CaptureLoopTest {
  private final FramePool pool = new FramePool(8);
  private final Exchange exchange = new Exchange();
  private final BlockingQueue<State> states = new LinkedBlockingQueue<>();

  private void await(State wanted) throws InterruptedException {
    for (State state = null; state != wanted; ) {
      state = states.poll(20, TimeUnit.SECONDS);
      assertThat(state).as("waiting for " + wanted).isNotNull();
    }
  }

  private CaptureLoop started(CaptureLoop loop) {
    loop.onState(states::add);
    loop.start();
    return loop;
  }

  @Test
  void bothReadersGetTheSameNewestFrame() throws InterruptedException {
    Exchange other = new Exchange();
    ScriptedSource source = new ScriptedSource(true).frames(10, 20, 30);
    long before = System.nanoTime();
    try (CaptureLoop loop = started(new CaptureLoop(source, pool, exchange, other))) {
      await(State.ENDED);
      try (Frame a = exchange.take(0);
          Frame b = other.take(0)) {
        assertThat(a.sequence()).isEqualTo(2);
        assertThat(a.mediaMillis()).isEqualTo(20);
        assertThat(a.stampNanos()).isBetween(before, System.nanoTime());
        assertThat(a.bgr().dataAddr()).isEqualTo(b.bgr().dataAddr());
        assertThat(a.bgr().get(1, 1)).containsExactly(30, 30, 30);
      }
      assertThat(loop.frames()).isEqualTo(3);
      assertThat(loop.lastError()).isNull();
    }
    assertThat(exchange.dropped()).isEqualTo(2);
    assertThat(exchange.ended()).isTrue();
    assertThat(source.closed.getCount()).isZero();
    assertThat(pool.outstanding()).isZero();
  }

  @Test
  void aReaderThatHoldsEverythingDoesNotStopTheCamera() throws InterruptedException {
    List<Frame> hoarded = new ArrayList<>();
    for (Frame f = pool.lease(); f != null; f = pool.lease()) {
      hoarded.add(f);
    }
    ScriptedSource source = new ScriptedSource(true).frames(1, 2, 3);
    try (CaptureLoop loop = started(new CaptureLoop(source, pool, exchange))) {
      await(State.ENDED);
      assertThat(loop.frames()).isEqualTo(3);
      assertThat(loop.starved()).isEqualTo(3);
      assertThat(exchange.take(0)).isNull();
    }
    hoarded.forEach(Frame::close);
    assertThat(pool.outstanding()).isZero();
  }

  @Test
  void aLostDeviceIsOpenedAgain() throws InterruptedException {
    CountDownLatch forever = new CountDownLatch(1);
    ScriptedSource first = new ScriptedSource(true).frames(1).lost("The cable was pulled.");
    ScriptedSource second = new ScriptedSource(true).frames(2).hang(forever);
    Deque<Supplier<FrameSource>> script = new ArrayDeque<>();
    script.add(
        () -> {
          throw new UserException("There is no camera 0.");
        });
    script.add(() -> first);
    script.add(() -> second);
    try (CaptureLoop loop = started(new CaptureLoop(() -> script.pop().get(), pool, exchange))) {
      assertThat(states.poll(20, TimeUnit.SECONDS)).isEqualTo(State.WAITING);
      assertThat(loop.lastError()).isEqualTo("There is no camera 0.");
      assertThat(states.poll(20, TimeUnit.SECONDS)).isEqualTo(State.RUNNING);
      assertThat(states.poll(20, TimeUnit.SECONDS)).isEqualTo(State.WAITING);
      assertThat(first.closed.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(states.poll(20, TimeUnit.SECONDS)).isEqualTo(State.RUNNING);
      assertThat(loop.lastError()).isNull();
      assertThat(loop.info().name()).isEqualTo("scripted");
      assertThat(loop.frames()).isEqualTo(2);
      forever.countDown();
    }
    exchange.close();
    assertThat(pool.outstanding()).isZero();
  }

  @Test
  void aSourceThatCannotComeBackFailsWithItsMessage() throws InterruptedException {
    ScriptedSource source = new ScriptedSource(true).frames(1).lost("Gone.");
    try (CaptureLoop loop = started(new CaptureLoop(source, pool, exchange))) {
      await(State.FAILED);
      assertThat(loop.lastError()).isEqualTo("Gone.");
    }
    exchange.close();
    assertThat(pool.outstanding()).isZero();
  }

  @Test
  void aDriverThatHangsDoesNotKeepTheLoopFromClosing() throws InterruptedException {
    CountDownLatch forever = new CountDownLatch(1);
    ScriptedSource source = new ScriptedSource(true).frames(1).hang(forever);
    CaptureLoop loop = started(new CaptureLoop(source, pool, exchange));
    source.reads.acquire(2);
    long before = System.nanoTime();
    loop.close();
    assertThat(System.nanoTime() - before).isLessThan(TimeUnit.SECONDS.toNanos(10));
    exchange.close();
    forever.countDown(); // the driver comes back: the source is closed, the buffer given back
    assertThat(source.closed.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aFileIsPlayedAtItsOwnSpeed() throws InterruptedException {
    ScriptedSource source = new ScriptedSource(false).frames(1, 2, 3, 4, 5, 6); // 10 ms apart
    long before = System.nanoTime();
    try (CaptureLoop loop = started(new CaptureLoop(source, pool, exchange))) {
      await(State.ENDED);
      assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(50_000_000L);
      assertThat(loop.fps()).isBetween(1.0, 110.0);
    }
  }

  @Test
  void aLoopNeverStartedClosesItsSource() {
    ScriptedSource source = new ScriptedSource(true);
    new CaptureLoop(source, pool, exchange).close();
    assertThat(source.closed.getCount()).isZero();
  }
}
