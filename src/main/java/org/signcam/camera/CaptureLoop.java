package org.signcam.camera;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.opencv.core.Mat;
import org.signcam.base.Milestones;
import org.signcam.base.UserException;
import org.signcam.camera.CameraHealth.Report;

/**
 * The camera thread: the only one that touches the source. Reads into pooled buffers, stamps each
 * frame and offers it to every exchange. It never waits for a reader: where all buffers are leased,
 * the frame is read and thrown away ({@link #starved}). Files are played at their own speed.
 *
 * <p>A second thread looks at the time, and says so when no frame comes. A driver that does not
 * return from a call is left behind after a while: another camera thread tries again, and the first
 * closes its source when the driver does return.
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
  /** What the camera is doing, as far as can be seen from here. */
  public enum State {
    /** It is being opened. */
    STARTING,
    /** Frames are coming. */
    LIVE,
    /** Frames are coming, but far fewer than were agreed on. */
    SLOW,
    /** It is open, or being opened, and gives nothing. */
    STALLED,
    /** It was live and is gone. It is tried again every second, as are the next three. */
    LOST,
    /** It is there, and another program has it. */
    BUSY,
    /** The system keeps the user from it. */
    FORBIDDEN,
    /** It is not there. */
    ABSENT,
    /** A file came to its end. */
    ENDED,
    /** The source failed and cannot come back. */
    FAILED,
    /** Closed by {@link #close}. */
    CLOSED;

    /** Whether frames are coming. */
    public boolean isRunning() {
      return this == LIVE || this == SLOW;
    }

    /** Whether something is wrong with a camera that may pass. */
    public boolean isTrouble() {
      return this == STALLED || this == LOST || this == BUSY || this == FORBIDDEN || this == ABSENT;
    }

    private boolean isOver() {
      return this == ENDED || this == FAILED || this == CLOSED;
    }
  }

  private static final long WATCH_MILLIS = 200;
  private static final long CLOSE_MILLIS = 3000;

  /**
   * How long it waits.
   *
   * @param retryMillis until a camera that did not open, or was lost, is tried again
   * @param hangMillis until a call into the driver counts as hung
   */
  record Patience(long retryMillis, long hangMillis) {
    /** OpenCV's own limit on waiting for a frame is ten seconds. */
    private static final Patience USUAL = new Patience(1000, 12_000);
  }

  private static final long NEVER = Long.MIN_VALUE;

  /** Threads left behind in a driver, at most: each may hold a device for as long as it likes. */
  private static final int MOST_HUNG = 2;

  private final Supplier<FrameSource> opener; // null: the source cannot be opened again
  private final FramePool pool;
  private final Exchange[] exchanges;
  private final Patience patience;
  private final Thread watch = new Thread(this::watch, "camera-watch");
  private final CountDownLatch stop = new CountDownLatch(1);
  private final CameraHealth health = new CameraHealth();
  private volatile Reader reader; // changed under the lock
  private volatile int hung; // likewise
  private volatile long frames;
  private volatile long starved;
  private volatile Consumer<State> listener = s -> {};
  private Report told = new Report(State.STARTING, ""); // under the lock

  /** A loop over a source that is open; it is closed with the loop, and when lost stays lost. */
  public CaptureLoop(FrameSource source, FramePool pool, Exchange... exchanges) {
    this(null, paced(source), pool, Patience.USUAL, exchanges);
  }

  /**
   * A loop over a device that may come and go. It is opened on the camera thread; as long as that
   * fails with a {@link CameraException}, and when it is lost later, it is tried again every
   * second.
   *
   * @param opener opens the device; see {@link Cameras#opener}
   */
  public CaptureLoop(Supplier<FrameSource> opener, FramePool pool, Exchange... exchanges) {
    this(opener, null, pool, Patience.USUAL, exchanges);
  }

  /** The same, with another patience. */
  CaptureLoop(
      Supplier<FrameSource> opener, FramePool pool, Patience patience, Exchange... exchanges) {
    this(opener, null, pool, patience, exchanges);
  }

  private CaptureLoop(
      Supplier<FrameSource> opener,
      FrameSource source,
      FramePool pool,
      Patience patience,
      Exchange[] exchanges) {
    this.opener = opener;
    this.pool = pool;
    this.patience = patience;
    this.exchanges = exchanges.clone();
    if (source != null) {
      health.opened(source.info(), System.nanoTime());
    }
    reader = new Reader(source);
    watch.setDaemon(true);
  }

  private static FrameSource paced(FrameSource source) {
    return source.info().live() || source instanceof PacedSource ? source : new PacedSource(source);
  }

  /**
   * Calls back on one of the loop's threads after each change of state, or of what is wrong. Set
   * before start.
   */
  public void onState(Consumer<State> newListener) {
    listener = newListener;
  }

  /** Starts the threads. A loop is started once. */
  public void start() {
    for (Exchange exchange : exchanges) {
      exchange.begin();
    }
    health.starting(System.nanoTime());
    reader.thread.start();
    watch.start();
  }

  /** One camera thread and its source; when it hangs, another takes its place. */
  private final class Reader {
    final Thread thread = new Thread(this::run, "camera");
    private volatile FrameSource source; // null while there is none
    private volatile long calledNanos = NEVER; // when the call under way began

    Reader(FrameSource source) {
      this.source = source;
      thread.setDaemon(true);
    }

    private boolean isCurrent() {
      return reader == this;
    }

    private void run() {
      State last = State.FAILED; // a bug, unless the loop says otherwise
      String sentence = "";
      try {
        last = capture();
      } catch (UserException e) {
        sentence = e.getMessage();
      } catch (RuntimeException | Error e) {
        sentence = "The camera thread failed: " + e;
        throw e; // a bug: the trace goes to the thread's handler
      } finally {
        try {
          closeSource();
        } finally {
          if (over(this, last, sentence)) {
            end();
            tell();
          }
        }
      }
    }

    private State capture() {
      Mat spare = new Mat();
      try {
        while (stop.getCount() > 0 && isCurrent()) {
          if (source == null && !open()) {
            await();
          } else if (isCurrent() && !next(spare)) {
            checkShown();
            return State.ENDED;
          }
        }
        return State.CLOSED;
      } finally {
        spare.release();
      }
    }

    /** A file without a single frame was not shown to its end. */
    private void checkShown() {
      if (frames == 0 && stop.getCount() > 0 && !source.info().live()) {
        throw new UserException(
            source.info().name() + " holds no frame that can be read; name another file.");
      }
    }

    private boolean open() {
      try {
        calledNanos = System.nanoTime();
        source = paced(opener.get());
      } catch (CameraException e) {
        if (hung == 0) { // else it is our own thread that holds the camera
          failed(e);
        }
        return false;
      } finally {
        calledNanos = NEVER;
      }
      if (isCurrent() || takenBack(this)) {
        health.opened(source.info(), System.nanoTime());
        Milestones.CAMERA.reached();
      }
      return true;
    }

    /** Reads one frame and hands it out; false when there are no more. */
    private boolean next(Mat spare) {
      Frame frame = pool.lease();
      boolean filled = false;
      boolean wanted = false;
      try {
        calledNanos = System.nanoTime();
        filled = source.read(frame == null ? spare : frame.bgr());
        wanted = isCurrent(); // asked once: it may change at any time
        if (!filled) {
          return false;
        }
      } catch (CameraException e) {
        if (opener == null || !source.info().live()) {
          throw e;
        }
        closeSource();
        failed(e);
        return true;
      } finally {
        calledNanos = NEVER;
        if (frame != null && !(filled && wanted)) {
          frame.close();
        }
      }
      if (wanted) {
        offer(frame, frame == null ? spare : frame.bgr(), source);
      }
      return true;
    }

    /** What an interrupted driver says at the end is no failure. */
    private void failed(CameraException e) {
      if (isCurrent() && stop.getCount() > 0) {
        health.failed(e);
        tell();
      }
    }

    private void closeSource() {
      FrameSource closing = source;
      source = null; // also where closing fails
      if (closing != null) {
        closing.close();
      }
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // only the current camera thread writes
  private void offer(Frame frame, Mat picture, FrameSource source) {
    long now = System.nanoTime();
    long sequence = frames;
    frames = sequence + 1;
    CameraInfo info = health.info();
    boolean resized = picture.cols() != info.width() || picture.rows() != info.height();
    if (resized) {
      health.resized(picture.cols(), picture.rows());
    }
    health.frame(now);
    if (frame == null) {
      starved++;
    } else {
      frame.stamp(sequence, now, source.mediaMillis()).truth(source.truth());
      for (Exchange exchange : exchanges) {
        exchange.publish(frame.retain());
      }
      frame.close();
    }
    tell(resized);
  }

  private void await() {
    try {
      if (stop.await(patience.retryMillis(), TimeUnit.MILLISECONDS)) {
        return; // closing
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closing, too: nobody else knows this thread
    }
  }

  /** The other thread: what the time alone changes. */
  private void watch() {
    try {
      while (!stop.await(WATCH_MILLIS, TimeUnit.MILLISECONDS)) {
        tell();
        replaceHung();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody does
    }
  }

  private synchronized void replaceHung() {
    CameraInfo info = health.info();
    boolean device = opener != null && (info == null || info.live());
    long called = reader.calledNanos;
    long limit = TimeUnit.MILLISECONDS.toNanos(patience.hangMillis());
    boolean hangs = called != NEVER && System.nanoTime() - called > limit;
    if (device && hangs && hung < MOST_HUNG) {
      hung++;
      reader = new Reader(null);
      reader.thread.start();
    }
  }

  /**
   * A thread that was left behind has opened its source after all, sooner than the one in its
   * place: then it is the camera thread again, or a slow source would never be seen.
   */
  private synchronized boolean takenBack(Reader opened) {
    if (reader.source != null || stop.getCount() == 0) {
      return false;
    }
    reader = opened;
    return true;
  }

  /** A camera thread has come to its end; whether that is the loop's end, too. */
  private synchronized boolean over(Reader ended, State last, String sentence) {
    if (reader != ended) {
      hung--; // its driver has returned after all
      return false;
    }
    health.over(last, sentence);
    return true;
  }

  private void end() {
    for (Exchange exchange : exchanges) {
      exchange.end();
    }
  }

  private void tell() {
    tell(false);
  }

  private synchronized void tell(boolean news) {
    Report now = report();
    if (news || !(told.equals(now) || told.state().isOver())) {
      told = now;
      listener.accept(now.state());
    }
  }

  private Report report() {
    return health.at(System.nanoTime());
  }

  /** What the camera is doing now. */
  public State state() {
    return report().state();
  }

  /** What is wrong and what to do about it, a sentence; empty when all is well. */
  public String trouble() {
    return report().sentence();
  }

  /** What was negotiated with the source opened last; null before the first. */
  public CameraInfo info() {
    return health.info();
  }

  /** Frames a second, measured over the last two seconds. */
  public double fps() {
    return health.fps(System.nanoTime());
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
   * Stops the threads; the camera thread closes the source, and the exchanges end. Returns within
   * three seconds: a driver that does not return from a read is left to itself, and its source is
   * closed when it does.
   */
  @Override
  public void close() {
    stop.countDown();
    Reader current = reader;
    current.thread.interrupt(); // out of a pause between two frames of a file
    boolean interrupted = false;
    try {
      current.thread.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (current.thread.getState() == Thread.State.NEW) {
      current.closeSource(); // never started
    }
    end();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
