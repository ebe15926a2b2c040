package org.signcam.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.signcam.base.UserException;
import org.signcam.camera.CameraException.Trouble;
import org.signcam.camera.CaptureLoop.Patience;
import org.signcam.camera.CaptureLoop.State;

@Timeout(60)
class CaptureLoopTest {
  private final FramePool pool = new FramePool(8);
  private final Exchange exchange = new Exchange();
  private final BlockingQueue<State> states = new LinkedBlockingQueue<>();
  private final Map<State, String> said = new ConcurrentHashMap<>(); // with each, at last

  private void await(State wanted) throws InterruptedException {
    for (State state = null; state != wanted; ) {
      state = states.poll(20, TimeUnit.SECONDS);
      assertThat(state).as("waiting for " + wanted).isNotNull();
    }
  }

  private CaptureLoop started(CaptureLoop loop) {
    loop.onState(
        state -> {
          said.put(state, loop.trouble());
          states.add(state);
        });
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
      assertThat(loop.trouble()).isEmpty();
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
          throw new CameraException(Trouble.ABSENT, "There is no camera 0.");
        });
    script.add(() -> first);
    script.add(() -> second);
    try (CaptureLoop loop = started(new CaptureLoop(() -> script.pop().get(), pool, exchange))) {
      assertThat(states.poll(20, TimeUnit.SECONDS)).isEqualTo(State.ABSENT);
      assertThat(loop.trouble()).isEqualTo("There is no camera 0.");
      assertThat(states.poll(20, TimeUnit.SECONDS)).isEqualTo(State.LIVE);
      assertThat(states.poll(20, TimeUnit.SECONDS)).isEqualTo(State.LOST);
      assertThat(first.closed.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(states.poll(20, TimeUnit.SECONDS)).isEqualTo(State.LIVE);
      assertThat(loop.trouble()).isEmpty();
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
      assertThat(loop.trouble()).isEqualTo("Gone.");
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

  /** Three seconds at most: here a device that is back half a second after it was lost. */
  @Test
  void aReplugIsNoticedWithinThreeSeconds() throws InterruptedException {
    CountDownLatch forever = new CountDownLatch(1);
    AtomicLong backNanos = new AtomicLong(Long.MAX_VALUE);
    AtomicInteger opened = new AtomicInteger();
    Supplier<FrameSource> device =
        () -> {
          if (opened.getAndIncrement() == 0) {
            return new ScriptedSource(true).frames(1).lost("Unplugged.");
          }
          if (System.nanoTime() < backNanos.get()) {
            throw new CameraException(Trouble.ABSENT, "There is no camera 0.");
          }
          return new ScriptedSource(true).frames(2).hang(forever);
        };
    try (CaptureLoop loop = started(new CaptureLoop(device, pool, exchange))) {
      await(State.LOST);
      backNanos.set(System.nanoTime() + 500_000_000L);
      assertThat(said).containsEntry(State.LOST, "Unplugged.");
      await(State.LIVE);
      assertThat(loop.trouble()).isEmpty();
      assertThat(System.nanoTime() - backNanos.get()).isLessThan(3_000_000_000L);
      forever.countDown();
    }
  }

  @Test
  void whatTheCameraSaysOfItselfIsTold() throws InterruptedException {
    Deque<Trouble> script =
        new ArrayDeque<>(List.of(Trouble.BUSY, Trouble.FORBIDDEN, Trouble.ABSENT));
    CountDownLatch forever = new CountDownLatch(1);
    Supplier<FrameSource> device =
        () -> {
          if (!script.isEmpty()) {
            throw new CameraException(script.peek(), script.pop() + ".");
          }
          return new ScriptedSource(true).frames(1).hang(forever);
        };
    try (CaptureLoop loop = started(new CaptureLoop(device, pool, exchange))) {
      for (State state : List.of(State.BUSY, State.FORBIDDEN, State.ABSENT, State.LIVE)) {
        assertThat(states.poll(20, TimeUnit.SECONDS)).isEqualTo(state);
      }
      assertThat(loop.trouble()).isEmpty();
      forever.countDown();
    }
  }

  @Test
  void aFileWithoutAFrameFailsAndAStreamWithoutOneEnds() throws InterruptedException {
    try (CaptureLoop loop =
        started(new CaptureLoop(() -> new ScriptedSource(false), pool, exchange))) {
      await(State.FAILED);
      assertThat(loop.trouble())
          .isEqualTo("scripted holds no frame that can be read; name another file.");
      assertThat(exchange.ended()).isTrue();
    }
    try (CaptureLoop loop = started(new CaptureLoop(new ScriptedSource(true), pool, exchange))) {
      await(State.ENDED);
      assertThat(loop.trouble()).isEmpty();
    }
  }

  @Test
  void aFileThatCannotBeReadIsNotTriedAgain() throws InterruptedException {
    AtomicInteger tries = new AtomicInteger();
    Supplier<FrameSource> file =
        () -> {
          tries.incrementAndGet();
          throw new UserException("There is no file.");
        };
    try (CaptureLoop loop = started(new CaptureLoop(file, pool, exchange))) {
      await(State.FAILED);
      assertThat(loop.trouble()).isEqualTo("There is no file.");
      assertThat(tries).hasValue(1);
    }
  }

  @Test
  void silenceIsSaidThoughTheDriverDoesNotReturn() throws InterruptedException {
    CountDownLatch hung = new CountDownLatch(1);
    ScriptedSource source = new ScriptedSource(true).frames(1).hang(hung);
    try (CaptureLoop loop = started(new CaptureLoop(() -> source, pool, exchange))) {
      await(State.LIVE);
      await(State.STALLED);
      assertThat(loop.state()).isEqualTo(State.STALLED);
      assertThat(said.get(State.STALLED)).contains("scripted gives no more pictures");
      hung.countDown();
    }
  }

  /** It is replugged as another device, while the driver of the first still does not return. */
  @Test
  void aDriverThatHangsIsLeftBehindAndClosedWhenItReturns() throws InterruptedException {
    CountDownLatch hung = new CountDownLatch(1);
    CountDownLatch forever = new CountDownLatch(1);
    ScriptedSource first = new ScriptedSource(true).frames(1).hang(hung);
    ScriptedSource second = new ScriptedSource(true).frames(2).hang(forever);
    Deque<ScriptedSource> script = new ArrayDeque<>(List.of(first, second));
    CaptureLoop loop =
        started(new CaptureLoop(script::pop, pool, new Patience(1000, 2500), exchange));
    await(State.LIVE);
    await(State.STALLED);
    await(State.LIVE);
    assertThat(loop.frames()).isEqualTo(2);
    assertThat(first.closed.getCount()).as("not before the driver returns").isEqualTo(1);
    hung.countDown();
    assertThat(first.closed.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(loop.state()).isEqualTo(State.LIVE);
    forever.countDown();
    loop.close();
    exchange.close();
    assertThat(second.closed.getCount()).isZero();
    assertThat(pool.outstanding()).isZero();
  }

  /** Opening takes longer than a driver may: what is opened in the end is used all the same. */
  @Test
  void aSourceThatIsSlowToOpenIsUsedWhenItIsOpen() throws InterruptedException {
    CountDownLatch forever = new CountDownLatch(1);
    List<ScriptedSource> opened = new CopyOnWriteArrayList<>();
    Supplier<FrameSource> slow =
        () -> {
          LockSupport.parkNanos(1_500_000_000);
          ScriptedSource source = new ScriptedSource(true).frames(1).hang(forever);
          opened.add(source);
          return source;
        };
    try (CaptureLoop loop =
        started(new CaptureLoop(slow, pool, new Patience(100, 500), exchange))) {
      await(State.LIVE);
      assertThat(opened).as("the first that opened").hasSize(1);
      assertThat(loop.frames()).isEqualTo(1);
      forever.countDown();
    }
  }

  @Test
  void whatIsWrongIsToldAnewWhenItsWordsChange() throws InterruptedException {
    Deque<String> holders = new ArrayDeque<>(List.of("Zoom has it.", "Teams has it."));
    CountDownLatch forever = new CountDownLatch(1);
    Supplier<FrameSource> device =
        () -> {
          if (!holders.isEmpty()) {
            throw new CameraException(Trouble.BUSY, holders.pop());
          }
          return new ScriptedSource(true).frames(1).hang(forever);
        };
    try (CaptureLoop loop = started(new CaptureLoop(device, pool, exchange))) {
      await(State.BUSY);
      await(State.BUSY);
      assertThat(said).containsEntry(State.BUSY, "Teams has it.");
      await(State.LIVE);
      assertThat(loop.trouble()).isEmpty();
      forever.countDown();
    }
  }

  @Test
  void noMoreThanTwoThreadsAreLeftBehind() throws InterruptedException {
    CountDownLatch hung = new CountDownLatch(1);
    AtomicInteger opened = new AtomicInteger();
    Supplier<FrameSource> device =
        () -> {
          opened.incrementAndGet();
          return new ScriptedSource(true).hang(hung);
        };
    try (CaptureLoop loop =
        started(new CaptureLoop(device, pool, new Patience(1000, 300), exchange))) {
      TimeUnit.SECONDS.sleep(3);
      assertThat(opened).hasValue(3);
      assertThat(loop.state()).isEqualTo(State.STARTING);
      hung.countDown();
    }
  }

  /** A pulled cable, as OpenCV tells of some: the last picture for ever. */
  @Test
  void theSamePictureForEverIsALossAndIsSaid() throws InterruptedException {
    CountDownLatch forever = new CountDownLatch(1);
    ScriptedSource frozen = new ScriptedSource(true).frames(1, 2);
    for (int i = 0; i < 30; i++) {
      frozen.frames(2).then(CaptureLoopTest::tenMillisLater);
    }
    ScriptedSource back = new ScriptedSource(true).frames(3).hang(forever);
    Deque<ScriptedSource> script = new ArrayDeque<>(List.of(frozen, back));
    Supplier<FrameSource> device = () -> new FreshFrames(script.pop(), 100_000_000);
    try (CaptureLoop loop = started(new CaptureLoop(device, pool, exchange))) {
      await(State.LIVE);
      await(State.LOST);
      assertThat(said.get(State.LOST)).contains("scripted sends the same picture again and again");
      await(State.LIVE);
      assertThat(frozen.closed.getCount()).isZero();
      assertThat(loop.trouble()).isEmpty();
      forever.countDown();
    }
  }

  private static boolean tenMillisLater(Mat into) {
    LockSupport.parkNanos(10_000_000);
    into.create(4, 6, CvType.CV_8UC3);
    into.setTo(new Scalar(2, 2, 2));
    return true;
  }

  @Test
  void anotherFrameSizeIsNews() throws InterruptedException {
    CountDownLatch forever = new CountDownLatch(1);
    ScriptedSource source = new ScriptedSource(true).frames(1).frame(8, 16).hang(forever);
    try (CaptureLoop loop = started(new CaptureLoop(() -> source, pool, exchange))) {
      await(State.LIVE);
      await(State.LIVE); // said once more
      assertThat(loop.info().width()).isEqualTo(16);
      assertThat(loop.info().height()).isEqualTo(8);
      forever.countDown();
    }
  }

  @Test
  void aThousandReconnectionsLeaveNothingBehind() throws InterruptedException {
    List<ScriptedSource> opened = new CopyOnWriteArrayList<>();
    Supplier<FrameSource> device =
        () -> {
          ScriptedSource next = new ScriptedSource(true).frames(1).lost("Gone.");
          opened.add(next);
          return next;
        };
    Patience none = new Patience(0, 10_000);
    try (CaptureLoop loop = started(new CaptureLoop(device, pool, none, exchange))) {
      for (int i = 0; i < 1000; i++) {
        await(State.LIVE);
        await(State.LOST);
      }
      assertThat(cameraThreads(2)).isEqualTo(2);
      assertThat(loop.frames()).isGreaterThanOrEqualTo(1000);
    }
    exchange.close();
    assertThat(opened).hasSizeGreaterThanOrEqualTo(1000);
    assertThat(opened).allMatch(source -> source.closed.getCount() == 0);
    assertThat(pool.outstanding()).isZero();
    assertThat(pool.size()).isLessThanOrEqualTo(3);
    assertThat(cameraThreads(0)).isZero();
  }

  private static long cameraThreads(int expected) throws InterruptedException {
    long count = Long.MAX_VALUE;
    for (int i = 0; i < 100 && count > expected; i++) { // a thread that is ending
      TimeUnit.MILLISECONDS.sleep(50);
      count =
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> thread.getName().startsWith("camera"))
              .count();
    }
    return count;
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
