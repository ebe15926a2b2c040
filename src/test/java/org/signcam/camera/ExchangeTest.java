package org.signcam.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;

@Timeout(60)
class ExchangeTest {
  private final FramePool pool = new FramePool();
  private final Exchange exchange = new Exchange();

  private Frame frame(long sequence) {
    return pool.lease().stamp(sequence, 0, 0);
  }

  @Test
  void theNewestWinsAndTheOthersAreCounted() throws InterruptedException {
    exchange.publish(frame(0));
    exchange.publish(frame(1));
    exchange.publish(frame(2));
    try (Frame taken = exchange.take(0)) {
      assertThat(taken.sequence()).isEqualTo(2);
    }
    assertThat(exchange.dropped()).isEqualTo(2);
    assertThat(pool.outstanding()).isZero();
  }

  @Test
  void aFrameIsTakenOnce() throws InterruptedException {
    exchange.publish(frame(0));
    exchange.take(0).close();
    assertThat(exchange.take(1)).isNull();
    assertThat(exchange.dropped()).isZero();
  }

  @Test
  void theLastFrameIsStillTakenAfterTheEnd() throws InterruptedException {
    exchange.publish(frame(5));
    exchange.end();
    assertThat(exchange.ended()).isFalse();
    exchange.take(0).close();
    assertThat(exchange.ended()).isTrue();
    assertThat(exchange.take(60_000)).isNull();
  }

  @Test
  void aFramePublishedAfterTheEndIsLetGo() {
    exchange.end();
    exchange.publish(frame(0));
    assertThat(pool.outstanding()).isZero();
  }

  @Test
  void closingLetsTheWaitingFrameGo() {
    exchange.publish(frame(0));
    exchange.close();
    assertThat(pool.outstanding()).isZero();
    assertThat(exchange.ended()).isTrue();
  }

  @Test
  void aWaitingReaderWakesAtTheEnd() throws Exception {
    ExecutorService one = Executors.newSingleThreadExecutor();
    Future<Frame> waiting = one.submit(() -> exchange.take(60_000));
    exchange.end();
    assertThat(waiting.get(30, TimeUnit.SECONDS)).isNull();
    one.shutdown();
  }

  /**
   * Every pixel of a frame is its number; a reader that sees two values saw a frame being filled.
   */
  @Test
  void noReaderOfManyEverSeesAHalfWrittenOrRecycledFrame() throws Exception {
    int frames = 4000;
    List<Exchange> exchanges = List.of(new Exchange(), new Exchange(), new Exchange());
    ExecutorService threads = Executors.newCachedThreadPool();
    List<Future<Long>> readers = new ArrayList<>();
    for (Exchange each : exchanges) {
      for (int i = 0; i < 3; i++) {
        readers.add(threads.submit(reader(each, i)));
      }
    }
    for (int i = 0; i < frames; i++) {
      Frame frame = pool.lease();
      frame.bgr().create(64, 64, CvType.CV_8UC3);
      frame.bgr().setTo(new Scalar(i % 251, i % 251, i % 251));
      frame.stamp(i, System.nanoTime(), i);
      for (Exchange each : exchanges) {
        each.publish(frame.retain());
      }
      frame.close();
    }
    exchanges.forEach(Exchange::end);
    long seen = 0;
    for (Future<Long> reader : readers) {
      seen += reader.get(30, TimeUnit.SECONDS);
    }
    threads.shutdown();
    long dropped = exchanges.stream().mapToLong(Exchange::dropped).sum();
    assertThat(seen + dropped).isEqualTo(3L * frames);
    assertThat(pool.outstanding()).isZero();
  }

  private static Callable<Long> reader(Exchange exchange, int kind) {
    return () -> {
      long seen = 0;
      long last = -1;
      byte[] pixels = new byte[64 * 64 * 3];
      while (!exchange.ended()) {
        Frame frame = exchange.take(10);
        if (frame == null) {
          continue;
        }
        Frame lease = kind == 0 ? frame : frame.retain();
        if (lease != frame) {
          frame.close(); // the other lease must keep the pixels
        }
        assertThat(lease.sequence()).isGreaterThan(last);
        last = lease.sequence();
        Mat bgr = lease.bgr();
        bgr.get(0, 0, pixels);
        byte expected = (byte) (last % 251);
        for (byte pixel : pixels) {
          if (pixel != expected) {
            throw new AssertionError("Frame " + last + " has a pixel of another: " + pixel);
          }
        }
        lease.close();
        seen++;
      }
      return seen;
    };
  }
}
