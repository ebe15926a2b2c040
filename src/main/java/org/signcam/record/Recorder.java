package org.signcam.record;

import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.signcam.base.UserException;
import org.signcam.camera.Frame;
import org.signcam.image.Region;
import org.signcam.recognize.Reading;
import org.signcam.samples.Sample;

/**
 * Records bursts of labelled pictures. The <em>taking thread</em> takes frames at the rate asked
 * for and leases them to a bounded queue; the <em>pressing thread</em> looks at each, cuts it and
 * compresses it; the <em>writer thread</em> writes. What waits for the disk is compressed and so
 * small: a disk that stands still for twenty seconds loses nothing, and neither the camera nor the
 * window ever waits for it. A picture counts once it is on disk, not before.
 *
 * <pre>{@code
 * try (Recorder recorder = new Recorder(exchange::take, region, reading, sinks, listener)) {
 *   recorder.begin(new Burst("Ana", "A", "Webcam", Burst.RATE, 0, Set.of()));
 *   recorder.stop(); // what has been taken is still written
 * }
 * }</pre>
 */
public final class Recorder implements AutoCloseable {
  /** Frames that wait to be pressed; the other readers hold up to 8 of the frame pool's 32. */
  static final int QUEUE = 22;

  /** Pictures that wait for the disk: twenty seconds of them, about 15 MB. */
  static final int PRINTS = 300;

  private static final long PATIENCE = 100; // ms, of a take

  /** Without a frame for so long the camera has gone, ns. */
  private static final long CAMERA_PATIENCE = 3_000_000_000L;

  /** Where frames come from: an {@link org.signcam.camera.Exchange} of the recorder's own. */
  @FunctionalInterface
  public interface FrameTap {
    /** The newest frame, which the caller closes; null when none came in time. */
    Frame take(long timeoutMillis) throws InterruptedException;
  }

  /** Told what becomes of a burst, on the writer thread. */
  public interface Listener {
    /** A picture has been looked at and, if it is to be kept, written. */
    void picture(Progress progress);

    /** Nothing more comes of this burst. */
    void ended(Progress last, End why, String sentence);
  }

  /**
   * How far a burst is.
   *
   * @param sample the picture just written; null when it was skipped, or none came
   * @param faults of that picture
   * @param kept pictures on disk
   * @param skipped pictures not kept for a fault
   */
  public record Progress(Burst burst, Sample sample, Set<Fault> faults, int kept, int skipped) {}

  /** Why a burst ended. */
  public enum End {
    /** As many as asked for are on disk. */
    COMPLETE,
    /** {@link #stop}, {@link #close} or the next burst ended it. */
    STOPPED,
    /** The camera gives no pictures, or fails. */
    NO_CAMERA,
    /** The disk is too slow; what was taken before is written. */
    TOO_SLOW,
    /** All pictures are skipped. */
    NOTHING_KEPT,
    /** A picture could not be written. */
    FAILED
  }

  /** A burst under way. All three threads and the caller may end it. */
  static final class Running {
    final Burst burst;
    final long begun = System.nanoTime();
    private End end;
    private String sentence = "";
    private boolean enough;

    Running(Burst burst) {
      this.burst = burst;
    }

    /** The first reason stays, but that pictures which were taken are lost is always said. */
    synchronized void end(End why, String words) {
      if (end == null || (why == End.FAILED && end != End.FAILED)) {
        end = why;
        sentence = words;
      }
    }

    /** As many as asked for are on their way. */
    synchronized void enough() {
      enough = true;
    }

    synchronized boolean hasEnough() {
      return enough;
    }

    synchronized boolean isTaking() {
      return end == null && !enough;
    }

    synchronized End end() {
      return end;
    }

    synchronized String sentence() {
      return sentence;
    }
  }

  /** A frame on its way; without one the last word of the burst or session. */
  record Shot(Running running, Frame frame) {}

  /** A picture on its way, or a last word as a shot's. */
  private record Printed(Running running, PicturePress.Print print) {}

  private final FrameTap tap;
  private final BlockingQueue<Running> wishes = new LinkedBlockingQueue<>();
  private final BlockingQueue<Shot> queue = new ArrayBlockingQueue<>(QUEUE);
  private final BlockingQueue<Printed> prints = new ArrayBlockingQueue<>(PRINTS);
  private final Running closing = new Running(null);
  private final Running sessionEnd = new Running(null);
  private final Thread taking = new Thread(this::take, "recorder");
  private final Thread writing;
  private Running current;
  private boolean closed;

  /**
   * A recorder that is ready.
   *
   * @param region where the hand is, frame pixels; null for the centred one
   * @param reading the newest reading, to see whether a hand is there; may give null
   * @param sinks where pictures go; one sink for as long as signer and camera stay the same
   */
  public Recorder(
      FrameTap tap,
      Supplier<Region> region,
      Supplier<Reading> reading,
      PictureSink.Opener sinks,
      Listener listener) {
    this.tap = tap;
    PicturePress press = new PicturePress(region, reading);
    PictureWriter writer = new PictureWriter(sinks, listener);
    Thread pressing = new Thread(() -> press(press), "recorder-press");
    writing = new Thread(() -> write(writer), "recorder-writer");
    for (Thread thread : new Thread[] {taking, pressing, writing}) {
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** Begins a burst, and ends the one under way. */
  public synchronized void begin(Burst burst) {
    if (closed) {
      throw new IllegalStateException("The recorder is closed");
    }
    stop();
    current = new Running(burst);
    wishes.add(current);
  }

  /** Takes no more pictures; those taken are still written. Nothing when there is no burst. */
  public synchronized void stop() {
    if (current != null) {
      current.end(End.STOPPED, "");
      current = null;
    }
  }

  /**
   * Ends the burst under way and, when it is written, the session: the next burst begins another,
   * and until then the store can do with the signer's pictures what it likes.
   */
  public synchronized void endSession() {
    stop();
    if (!closed) {
      wishes.add(sessionEnd);
    }
  }

  // taking thread
  private void take() {
    try {
      for (Running next = wishes.take(); next != closing; next = wishes.take()) {
        if (next != sessionEnd) {
          takeGuarded(next);
        }
        queue.put(new Shot(next, null));
      }
      queue.put(new Shot(closing, null));
    } catch (InterruptedException e) {
      throw new IllegalStateException("Nobody knows this thread. Must be a bug.", e);
    }
  }

  private void takeGuarded(Running running) throws InterruptedException {
    try {
      take(running);
    } catch (UserException e) {
      running.end(End.NO_CAMERA, e.getMessage());
    } catch (RuntimeException e) { // a bug; the burst ends with a word, not in silence
      running.end(End.NO_CAMERA, "The pictures cannot be read: " + e + ".");
      taking.getUncaughtExceptionHandler().uncaughtException(taking, e);
    }
  }

  private void take(Running running) throws InterruptedException {
    Pace pace = new Pace(running.burst.rate());
    long last = running.begun;
    while (running.isTaking()) {
      Frame frame = tap.take(PATIENCE);
      if (frame == null) {
        if (System.nanoTime() - last > CAMERA_PATIENCE) {
          running.end(End.NO_CAMERA, "The camera gives no pictures any more.");
        }
        LockSupport.parkNanos(1_000_000); // a tap that has ended returns at once
        continue;
      }
      last = System.nanoTime();
      boolean fresh = frame.stampNanos() >= running.begun; // one may have lain in the exchange
      if (!fresh || !pace.takes(frame.stampNanos())) {
        frame.close();
      } else if (!queue.offer(new Shot(running, frame))) {
        frame.close();
        running.end(
            End.TOO_SLOW,
            "The disk is too slow for "
                + PicturePress.number(running.burst.rate())
                + " pictures a second; what was counted is saved. Choose a lower rate.");
      }
    }
  }

  /** A bug ends the burst with a word, not in silence, and shows its trace. */
  private static <T> T guarded(Running running, Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      running.end(End.FAILED, "The picture could not be recorded: " + e + ".");
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
      return null;
    }
  }

  // pressing thread
  private void press(PicturePress press) {
    try (press) {
      for (boolean open = true; open; ) {
        Shot shot = queue.take();
        Running running = shot.running();
        open = running != closing;
        PicturePress.Print print = null;
        if (shot.frame() != null) {
          try (Frame frame = shot.frame()) {
            print = guarded(running, () -> press.press(running, frame));
          }
        }
        if (print != null || shot.frame() == null) {
          prints.put(new Printed(running, print));
        }
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("Nobody knows this thread. Must be a bug.", e);
    }
  }

  // writer thread
  private void write(PictureWriter writer) {
    try (writer) {
      for (Printed first = prints.take(); first.running() != closing; first = prints.take()) {
        Printed next = first;
        Running running = next.running();
        if (running == sessionEnd) {
          writer.closeSink();
        } else if (next.print() == null) {
          writer.end(running);
        } else {
          guarded(
              running,
              () -> {
                writer.write(running, next.print());
                return null;
              });
        }
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("Nobody knows this thread. Must be a bug.", e);
    }
  }

  /**
   * Ends the burst under way, writes what has been taken, and waits until it is written: not for
   * the Swing thread.
   */
  @Override
  public void close() {
    synchronized (this) {
      if (!closed) {
        closed = true;
        stop();
        wishes.add(closing);
      }
    }
    boolean interrupted = false;
    while (writing.isAlive()) {
      try {
        writing.join(TimeUnit.SECONDS.toMillis(1));
      } catch (InterruptedException e) {
        interrupted = true; // what was taken is to be written
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
