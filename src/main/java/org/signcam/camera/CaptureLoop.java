package org.signcam.camera;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.opencv.core.Mat;
import org.signcam.base.Milestones;
import org.signcam.base.UserException;

/**
 * The camera thread: the only one that touches the source. Reads into pooled buffers, stamps each
 * frame and offers it to every exchange. It never waits for a reader: where all buffers are leased,
 * the frame is read and thrown away ({@link #starved}). Files are played at their own speed.
 *
 * <pre>{@code
 * Exchange window = new Exchange();
 * try (FramePool pool = new FramePool();
 *     CaptureLoop loop = new CaptureLoop(Cameras.opener("0", options), pool, window)) {
 *   loop.start();
 *   Frame frame = window.take(100);
 * }
 * }</pre>
 */
public final class CaptureLoop implements AutoCloseable {
  /** What the loop is doing. */
  public enum State {
    /** Opening the source for the first time. */
    OPENING,
    /** Frames are coming. */
    RUNNING,
    /** The source is open, but no frame has come for two seconds. */
    STALLED,
    /** The device is missing or lost; it is tried again every second. */
    WAITING,
    /** A file came to its end. */
    ENDED,
    /** The source failed and cannot come back. */
    FAILED,
    /** Closed by {@link #close}. */
    CLOSED
  }

  private static final long RETRY_MILLIS = 1000;
  private static final long STALL_NANOS = 2_000_000_000L;
  private static final long CLOSE_MILLIS = 3000;

  private final Supplier<FrameSource> opener; // null: the source cannot be opened again
  private final FramePool pool;
  private final Exchange[] exchanges;
  private final Thread thread = new Thread(this::run, "camera");
  private final CountDownLatch stop = new CountDownLatch(1);
  private final FrameRate rate = new FrameRate();
  private FrameSource source; // camera thread only, once started; null while waiting

  private volatile State state = State.OPENING;
  private volatile String lastError;
  private volatile CameraInfo info;
  private volatile long frames;
  private volatile long starved;
  private volatile long lastStamp;
  private volatile Consumer<State> listener = s -> {};

  /** A loop over a source that is open; it is closed with the loop, and when lost stays lost. */
  public CaptureLoop(FrameSource source, FramePool pool, Exchange... exchanges) {
    this(null, paced(source), pool, exchanges);
  }

  /**
   * A loop over a device that may come and go. It is opened on the camera thread; as long as that
   * fails with a {@link UserException}, and when it is lost later, it is tried again every second.
   *
   * @param opener opens the device; see {@link Cameras#opener}
   */
  public CaptureLoop(Supplier<FrameSource> opener, FramePool pool, Exchange... exchanges) {
    this(opener, null, pool, exchanges);
  }

  private CaptureLoop(
      Supplier<FrameSource> opener, FrameSource source, FramePool pool, Exchange[] exchanges) {
    this.opener = opener;
    this.source = source;
    this.pool = pool;
    this.exchanges = exchanges.clone();
    info = source == null ? null : source.info();
    thread.setDaemon(true);
  }

  private static FrameSource paced(FrameSource source) {
    return source.info().live() || source instanceof PacedSource ? source : new PacedSource(source);
  }

  /** Calls back on the camera thread after each change of state but STALLED. Set before start. */
  public void onState(Consumer<State> newListener) {
    listener = newListener;
  }

  /** Starts the thread. A loop is started once. */
  public void start() {
    for (Exchange exchange : exchanges) {
      exchange.begin();
    }
    thread.start();
  }

  private void run() { // camera thread
    State last = State.FAILED; // a bug, unless the loop says otherwise
    try {
      last = capture();
    } catch (UserException e) {
      lastError = e.getMessage();
    } catch (RuntimeException | LinkageError e) {
      lastError = "The camera thread failed: " + e;
      throw e; // a bug: the trace goes to the thread's handler
    } finally {
      closeSource();
      end();
      become(last);
    }
  }

  private State capture() {
    Mat spare = new Mat();
    try {
      while (stop.getCount() > 0) {
        if (source == null && !reopen()) {
          await();
        } else if (!next(spare)) {
          return State.ENDED;
        }
      }
      return State.CLOSED;
    } finally {
      spare.release();
    }
  }

  private boolean reopen() {
    try {
      source = paced(opener.get());
      info = source.info();
      Milestones.CAMERA.reached();
      lastError = null;
      return true;
    } catch (UserException e) {
      lastError = e.getMessage();
      become(State.WAITING);
      return false;
    }
  }

  /** Reads one frame and hands it out; false when there are no more. */
  private boolean next(Mat spare) {
    Frame frame = pool.lease();
    boolean filled = false;
    try {
      filled = source.read(frame == null ? spare : frame.bgr());
      if (!filled) {
        return false;
      }
    } catch (CameraException e) {
      if (opener == null || !source.info().live()) {
        throw e;
      }
      lastError = e.getMessage();
      closeSource();
      become(State.WAITING);
      return true;
    } finally {
      if (!filled && frame != null) {
        frame.close();
      }
    }
    offer(frame);
    return true;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // only this thread writes
  private void offer(Frame frame) {
    long now = System.nanoTime();
    long sequence = frames;
    frames = sequence + 1;
    lastStamp = now;
    rate.tick(now);
    if (frame == null) {
      starved++;
    } else {
      frame.stamp(sequence, now, source.mediaMillis());
      for (Exchange exchange : exchanges) {
        exchange.publish(frame.retain());
      }
      frame.close();
    }
    if (state != State.RUNNING) {
      become(State.RUNNING);
    }
  }

  private void await() {
    try {
      if (stop.await(RETRY_MILLIS, TimeUnit.MILLISECONDS)) {
        return; // closing
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closing, too: nobody else knows this thread
    }
  }

  private void closeSource() {
    if (source != null) {
      source.close();
      source = null;
    }
  }

  private void end() {
    for (Exchange exchange : exchanges) {
      exchange.end();
    }
  }

  private void become(State next) {
    if (state != next) {
      state = next;
      listener.accept(next);
    }
  }

  /** What the loop is doing now. */
  public State state() {
    CameraInfo now = info;
    boolean late = state == State.RUNNING && now != null && now.live();
    return late && System.nanoTime() - lastStamp > STALL_NANOS ? State.STALLED : state;
  }

  /** Why the source is missing, lost or failed, a sentence; null when all is well. */
  public String lastError() {
    return lastError;
  }

  /** What was negotiated with the source opened last; null before the first. */
  public CameraInfo info() {
    return info;
  }

  /** Frames a second, measured over the last two seconds. */
  public double fps() {
    return rate.perSecond(System.nanoTime());
  }

  /** Frames read so far. */
  public long frames() {
    return frames;
  }

  /** Frames thrown away because the readers held all buffers of the pool. */
  public long starved() {
    return starved;
  }

  /**
   * Stops the thread, which closes the source, and ends the exchanges. Returns within three
   * seconds: a driver that does not return from a read is left to itself, and its source is closed
   * when it does.
   */
  @Override
  public void close() {
    stop.countDown();
    thread.interrupt(); // out of a pause between two frames of a file
    boolean interrupted = false;
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (thread.getState() == Thread.State.NEW) {
      closeSource(); // never started
    }
    end();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
