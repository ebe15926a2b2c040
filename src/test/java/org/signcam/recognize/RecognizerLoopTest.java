package org.signcam.recognize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.signcam.camera.Exchange;
import org.signcam.camera.FramePool;
import org.signcam.image.Region;

@Timeout(60)
class RecognizerLoopTest {
  private final FramePool pool = new FramePool();
  private final Exchange exchange = new Exchange();
  private final BlockingQueue<Reading> readings = new LinkedBlockingQueue<>();

  @AfterEach
  void free() {
    exchange.close();
    assertThat(pool.outstanding()).as("frames not given back").isZero();
    pool.close();
  }

  @Test
  void theNewestFrameIsReadAndTheOthersDropped() throws InterruptedException {
    for (int n = 0; n < 3; n++) {
      exchange.publish(Frames.redLeftBlueRight(pool, n));
    }
    try (RecognizerLoop loop = loop(new FakeModel("A"))) {
      loop.start();
      assertThat(next().sequence()).isEqualTo(2);
      exchange.publish(Frames.redLeftBlueRight(pool, 3));
      assertThat(next().sequence()).isEqualTo(3);
    }
    assertThat(readings).isEmpty();
    assertThat(exchange.dropped()).isEqualTo(2);
  }

  @Test
  void framesThatComeWhileOneIsReadNeverWait() throws InterruptedException {
    Gate gate = new Gate();
    try (RecognizerLoop loop = loop(gate.model())) {
      loop.start();
      exchange.publish(Frames.redLeftBlueRight(pool, 0));
      gate.entered.await();
      for (int n = 1; n <= 5; n++) {
        exchange.publish(Frames.redLeftBlueRight(pool, n)); // returns, though the model is busy
      }
      gate.open.countDown();
      assertThat(next().sequence()).isZero();
      assertThat(next().sequence()).isEqualTo(5);
      assertThat(exchange.dropped()).isEqualTo(4);
    }
  }

  @Test
  void closingWaitsForTheReadingUnderWay() throws Exception {
    Gate gate = new Gate();
    RecognizerLoop loop = loop(gate.model());
    loop.start();
    exchange.publish(Frames.redLeftBlueRight(pool, 0));
    gate.entered.await();
    Thread closing = new Thread(loop::close);
    closing.start();
    while (closing.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    assertThat(readings).isEmpty();
    gate.open.countDown();
    closing.join();
    assertThat(readings).hasSize(1);
    exchange.publish(Frames.redLeftBlueRight(pool, 1)); // nobody is there to take it
    assertThat(readings).hasSize(1);
  }

  @Test
  void anInterruptDoesNotCutTheWaitingShortAndIsKept() throws Exception {
    Gate gate = new Gate();
    RecognizerLoop loop = loop(gate.model());
    loop.start();
    exchange.publish(Frames.redLeftBlueRight(pool, 0));
    gate.entered.await();
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread closing =
        new Thread(
            () -> {
              loop.close();
              interrupted.complete(Thread.currentThread().isInterrupted() && readings.size() == 1);
            });
    closing.start();
    closing.interrupt();
    gate.open.countDown();
    assertThat(interrupted.get()).isTrue();
  }

  @Test
  void theRegionIsAskedForEachFrame() throws InterruptedException {
    BlockingQueue<Region> regions = new LinkedBlockingQueue<>();
    regions.add(new Region(0, 0, 40));
    regions.add(new Region(30, 20, 50));
    Recognizer recognizer = new Recognizer(new FakeModel("A"), new Smoother());
    try (RecognizerLoop loop =
        new RecognizerLoop(exchange, recognizer, regions::poll, readings::add)) {
      loop.start();
      exchange.publish(Frames.redLeftBlueRight(pool, 0));
      assertThat(next().region()).isEqualTo(new Region(0, 0, 40));
      exchange.publish(Frames.redLeftBlueRight(pool, 1));
      assertThat(next().region()).isEqualTo(new Region(30, 20, 50));
      exchange.publish(Frames.redLeftBlueRight(pool, 2));
      assertThat(next().region()).isEqualTo(Region.centred(Frames.WIDTH, Frames.HEIGHT));
    }
  }

  @Test
  void aFailureIsReportedAndTheFrameGivenBack() throws Exception {
    IllegalStateException broken = new IllegalStateException("out of memory on the device");
    CompletableFuture<Throwable> reported = new CompletableFuture<>();
    FakeModel model =
        new FakeModel(
            picture -> {
              throw broken;
            });
    try (RecognizerLoop loop = loop(model)) {
      loop.onFailure(reported::complete);
      loop.start();
      exchange.publish(Frames.redLeftBlueRight(pool, 0));
      assertThat(reported.get()).isSameAs(broken);
    }
    assertThat(readings).isEmpty();
  }

  /** A forward pass is refused once the program is ending; that is no failure. */
  @Test
  void theEndOfTheProgramEndsTheLoopQuietly() throws Exception {
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    AtomicBoolean failed = new AtomicBoolean();
    FakeModel model =
        new FakeModel(
            picture -> {
              thread.complete(Thread.currentThread());
              throw new CancellationException();
            });
    try (RecognizerLoop loop = loop(model)) {
      loop.onFailure(error -> failed.set(true));
      loop.start();
      exchange.publish(Frames.redLeftBlueRight(pool, 0));
      thread.get().join(20_000);
      assertThat(thread.get().isAlive()).isFalse();
      assertThat(thread.get().isDaemon()).as("keeps no program alive").isTrue();
    }
    assertThat(failed).isFalse();
    assertThat(readings).isEmpty();
  }

  @Test
  void theLastFrameOfAFileIsReadAndTheLoopEndsWhenClosed() throws InterruptedException {
    exchange.publish(Frames.redLeftBlueRight(pool, 9));
    exchange.end();
    try (RecognizerLoop loop = loop(new FakeModel("A"))) {
      loop.start();
      assertThat(next().sequence()).isEqualTo(9);
    }
  }

  @Test
  void aLoopThatWasNeverStartedCanBeClosed() {
    loop(new FakeModel("A")).close();
    assertThat(readings).isEmpty();
  }

  /** A model that waits in its first prediction until the test lets it go on. */
  private static final class Gate {
    final CountDownLatch entered = new CountDownLatch(1);
    final CountDownLatch open = new CountDownLatch(1);

    FakeModel model() {
      return new FakeModel(
          picture -> {
            entered.countDown();
            try {
              open.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            return FakeModel.prediction(0.9f, 0.05f);
          });
    }
  }

  private RecognizerLoop loop(FakeModel model) {
    Recognizer recognizer = new Recognizer(model, new Smoother());
    return new RecognizerLoop(exchange, recognizer, () -> null, readings::add);
  }

  private Reading next() throws InterruptedException {
    Reading reading = readings.poll(30, TimeUnit.SECONDS);
    assertThat(reading).as("a reading").isNotNull();
    return reading;
  }
}
