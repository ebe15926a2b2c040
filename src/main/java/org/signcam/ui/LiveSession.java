package org.signcam.ui;

import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.signcam.base.Milestones;
import org.signcam.base.UserException;
import org.signcam.camera.CameraInfo;
import org.signcam.camera.CameraOptions;
import org.signcam.camera.Frame;
import org.signcam.camera.FrameSource;
import org.signcam.image.Region;
import org.signcam.inference.OpenModel;
import org.signcam.recognize.Reading;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns the camera and the model behind the window, and switches them.
 *
 * <p>All state is confined to the session thread. Opening a camera happens on the camera's thread,
 * loading a model on one of its own; a model that comes after the user has changed their mind is
 * closed at once. Commands ({@link #chooseCamera}, {@link #chooseModel}, …) only queue work, so the
 * Swing thread never waits. The listener is called on the session thread.
 */
final class LiveSession implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveSession.class);

  /** Told about every change of state; on the session thread. */
  interface Listener {
    void camera(CameraState state);

    void model(ModelState state);
  }

  private final Openers openers;
  private final CameraOptions options;
  private final Listener listener;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(daemon("signcam-session"));
  private final ExecutorService opening = Executors.newCachedThreadPool(daemon("signcam-open"));

  // Session thread only.
  private String wish;
  private Supplier<FrameSource> opener;
  private int modelTicket;
  private CameraState state;
  private OpenModel model;

  // Written by one thread, read by others.
  private volatile Pipeline pipeline;
  private volatile Region region;
  private volatile Reading reading;
  private volatile Runnable onNews = () -> {};

  LiveSession(Openers openers, CameraOptions options, Listener listener) {
    this.openers = openers;
    this.options = options;
    this.listener = listener;
  }

  private static ThreadFactory daemon(String name) {
    return task -> {
      Thread made = new Thread(task, name);
      made.setDaemon(true);
      return made;
    };
  }

  /**
   * Switches to a camera or file. A camera that is not there or gets lost is looked for every
   * second until it comes.
   *
   * @param spec null for any camera
   * @param repeatFiles whether a file starts again at its end
   */
  void chooseCamera(String spec, boolean repeatFiles) {
    queue(
        () -> {
          wish = spec;
          opener = openers.camera().opener(spec, options.withLoop(repeatFiles).withRealtime(true));
          startCamera();
        });
  }

  /** Opens the camera once more; it is known by more than its number. */
  void openAgain() {
    queue(
        () -> {
          if (opener != null) {
            startCamera();
          }
        });
  }

  private void startCamera() {
    stopCamera();
    say(CameraState.starting(wish));
    pipeline = new Pipeline(opener, () -> queue(this::watch), () -> onNews.run());
  }

  /** Switches to a model; the old one goes on until the new one is there. */
  void chooseModel(Path file) {
    queue(
        () -> {
          int ticket = ++modelTicket;
          listener.model(new ModelState(ModelState.Kind.LOADING, file, null, "", ""));
          opening.execute(() -> load(ticket, file));
        });
  }

  /**
   * Says who is told of a new frame, on the camera thread, and of a new reading, on the recognizer
   * thread; it must not wait.
   */
  void onNews(Runnable told) {
    onNews = told;
  }

  /** Where the hand is, from now on. Any thread. */
  void setRegion(Region next) {
    region = next;
  }

  /** Where the hand is; null without a camera. Any thread. */
  Region region() {
    return region;
  }

  /** The newest reading; null before the first of this camera and model. Any thread. */
  Reading reading() {
    return reading;
  }

  /** The newest frame that has not been asked for yet, or null; the caller closes it. */
  Frame newestFrame() {
    Pipeline running = pipeline;
    return running == null ? null : running.newestFrame();
  }

  /** The newest frame for the recorder, which closes it; null when none came in time. */
  Frame frameToRecord(long timeoutMillis) throws InterruptedException {
    Pipeline running = pipeline;
    if (running == null) {
      Thread.sleep(timeoutMillis);
      return null;
    }
    return running.frameToRecord(timeoutMillis);
  }

  /** Frames a second measured at the camera; NaN without one. Any thread. */
  double fps() {
    Pipeline running = pipeline;
    return running == null ? Double.NaN : running.fps();
  }

  /** Frames that came too fast for the recognizer; -1 without a camera. Any thread. */
  long dropped() {
    Pipeline running = pipeline;
    return running == null ? -1 : running.dropped();
  }

  /** Frames thrown away at the camera, because all buffers were held. Any thread. */
  long starved() {
    Pipeline running = pipeline;
    return running == null ? 0 : running.starved();
  }

  /** Buffers of the camera's that are held by somebody now. Any thread. */
  int leased() {
    Pipeline running = pipeline;
    return running == null ? 0 : running.leased();
  }

  /** Tells what has become of the camera; when it runs, letters are read. */
  private void watch() {
    Pipeline running = pipeline;
    CameraState now = running == null ? null : running.state(wish);
    if (now == null) {
      return;
    }
    if (now.isRunning() && !now.equals(state)) {
      CameraInfo info = now.info();
      Region before = region;
      region =
          before == null
              ? Region.centred(info.width(), info.height())
              : before.clampTo(info.width(), info.height());
      startRecognizer();
    }
    say(now);
  }

  private void modelLoaded(int ticket, Path file, OpenModel loaded) {
    if (ticket != modelTicket) {
      opening.execute(() -> loaded.close());
      return;
    }
    stopModel();
    model = loaded;
    Milestones.MODEL.reached();
    startRecognizer();
    listener.model(new ModelState(ModelState.Kind.READY, file, loaded.card(), loaded.device(), ""));
  }

  private void modelFailed(int ticket, Path file, String sentence) {
    if (ticket == modelTicket) {
      stopModel(); // a letter of the old model beside the new one's name would mislead
      listener.model(new ModelState(ModelState.Kind.FAILED, file, null, "", sentence));
    }
  }

  private void startRecognizer() {
    Pipeline running = pipeline;
    if (running != null && model != null && region != null && !running.isRecognizing()) {
      running.recognize(model.classifier(), () -> region, this::read);
    }
  }

  private void read(Reading next) { // recognizer thread
    reading = next;
    onNews.run();
  }

  private void stopModel() {
    Pipeline running = pipeline;
    if (running != null) {
      running.stopRecognizing();
    }
    reading = null;
    if (model != null) {
      model.close();
      model = null;
    }
  }

  private void stopCamera() {
    Pipeline running = pipeline;
    pipeline = null;
    if (running != null) {
      running.close();
    }
    reading = null;
    region = null; // the next camera's frames may have another size
  }

  private void say(CameraState next) {
    if (!next.equals(state)) {
      log(next);
      state = next;
      listener.camera(next);
    }
  }

  private void log(CameraState next) {
    boolean again = state != null && state.kind().isTrouble() && next.isRunning();
    if (!next.sentence().isEmpty()) {
      LOG.warn("{}: {}", next.kind(), next.sentence());
    } else if (again) {
      LOG.warn("{}: {}", next.kind(), next.info().summary());
    }
  }

  /** Loads on a thread of its own; the result goes to the session thread. */
  private void load(int ticket, Path file) {
    OpenModel loaded;
    try {
      loaded = openers.model().load(file);
    } catch (UserException e) {
      queue(() -> modelFailed(ticket, file, e.getMessage()));
      return;
    } catch (RuntimeException | LinkageError e) {
      reportBug(e);
      queue(() -> modelFailed(ticket, file, "The model could not be loaded: " + e + "."));
      return;
    }
    // What loading leaves behind is several times the model, and would stay for hours.
    System.gc();
    if (!queue(() -> modelLoaded(ticket, file, loaded))) {
      loaded.close(); // the window was closed meanwhile
    }
  }

  private boolean queue(Runnable task) {
    try {
      thread.execute(guarded(task));
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  /** A scheduled task that throws is never run again, and one that is queued fails in silence. */
  private static Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException e) {
        reportBug(e);
      }
    };
  }

  private static void reportBug(Throwable e) {
    Thread current = Thread.currentThread();
    current.getUncaughtExceptionHandler().uncaughtException(current, e);
  }

  /** Stops everything and waits until it has; not for the Swing thread. */
  @Override
  public void close() {
    queue(
        () -> {
          modelTicket++;
          stopCamera();
          stopModel();
        });
    thread.shutdown();
    opening.shutdown();
    try {
      thread.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
