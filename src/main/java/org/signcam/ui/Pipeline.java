package org.signcam.ui;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.signcam.camera.CaptureLoop;
import org.signcam.camera.Exchange;
import org.signcam.camera.Frame;
import org.signcam.camera.FramePool;
import org.signcam.camera.FrameSource;
import org.signcam.image.Region;
import org.signcam.model.Classifier;
import org.signcam.recognize.Reading;
import org.signcam.recognize.Recognizer;
import org.signcam.recognize.RecognizerLoop;
import org.signcam.recognize.Smoother;

/**
 * One camera or file and the threads on it: camera thread → three exchanges → recognizer thread,
 * window and recorder. Made, changed and closed on the session thread; the getters may be called
 * from any.
 */
final class Pipeline implements AutoCloseable {
  private final FramePool pool = new FramePool();
  private final Exchange toWindow = new Exchange();
  private final Exchange toRecognizer = new Exchange();
  private final Exchange toRecorder = new Exchange();
  private final CaptureLoop capture;
  private RecognizerLoop recognizer; // null while there is no model
  private volatile boolean recognizing;

  /**
   * @param onChange told on a camera thread that {@link #state} has changed
   * @param onFrame told on the camera thread that there is a {@link #newestFrame}; must not wait
   */
  Pipeline(Supplier<FrameSource> opener, Runnable onChange, Runnable onFrame) {
    toWindow.onFrame(onFrame);
    capture = new CaptureLoop(opener, pool, toWindow, toRecognizer, toRecorder);
    capture.onState(state -> onChange.run());
    capture.start();
  }

  /** Reads letters with a model, in place of the one before. The model stays the caller's. */
  void recognize(Classifier model, Supplier<Region> region, Consumer<Reading> listener) {
    stopRecognizing();
    recognizer =
        new RecognizerLoop(toRecognizer, new Recognizer(model, new Smoother()), region, listener);
    recognizer.start();
    recognizing = true;
  }

  boolean isRecognizing() {
    return recognizing;
  }

  /** Waits for the reading under way; afterwards the model is free. */
  void stopRecognizing() {
    recognizing = false;
    if (recognizer != null) {
      recognizer.close();
      recognizer = null;
    }
  }

  /** The newest frame not taken yet, or null; never waits. */
  Frame newestFrame() {
    try {
      return toWindow.take(0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  /** The newest frame for the recorder, which closes it; null when none came in time. */
  Frame frameToRecord(long timeoutMillis) throws InterruptedException {
    return toRecorder.take(timeoutMillis);
  }

  double fps() {
    return capture.fps();
  }

  /** Without a model every frame would count, which says nothing: then it is -1. */
  long dropped() {
    return recognizing ? toRecognizer.dropped() : -1;
  }

  /** Frames thrown away, because all buffers were held. */
  long starved() {
    return capture.starved();
  }

  /** Buffers held by somebody now. */
  int leased() {
    return pool.outstanding();
  }

  /** How the camera is; null when it is closed. */
  CameraState state(String spec) {
    CaptureLoop.State now = capture.state();
    boolean picture = now.isRunning() || now == CaptureLoop.State.ENDED;
    return now == CaptureLoop.State.CLOSED
        ? null
        : new CameraState(now, spec, capture.trouble(), picture ? capture.info() : null);
  }

  @Override
  public void close() {
    capture.close();
    stopRecognizing();
    toWindow.close();
    toRecognizer.close();
    toRecorder.close();
    pool.close();
  }
}
