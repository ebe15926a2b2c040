package org.signcam.ui;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.swing.SwingUtilities;
import org.signcam.camera.CameraInfo;
import org.signcam.camera.Cameras;
import org.signcam.camera.CaptureLoop;
import org.signcam.camera.Frame;
import org.signcam.image.Pictures;
import org.signcam.image.Region;
import org.signcam.recognize.Reading;

/**
 * The one session of all tabs, as the Swing thread sees it: what has become of camera and model,
 * where the square is, and which hand signs. Swing thread, but for what says otherwise.
 */
public final class SharedSession implements AutoCloseable {
  /** Told on the Swing thread. */
  public interface Listener {
    /** The camera's state has changed; {@link #region} is known when it runs. */
    default void cameraChanged(CameraState state) {}

    /** The model's state has changed. */
    default void modelChanged(ModelState state) {}
  }

  private final LiveSession session;
  private final List<Listener> listeners = new ArrayList<>();
  private final Map<String, Region> regions;
  private final String device;
  private Region wishedRegion;
  private String placed; // the frame size that the square was placed in; null for none
  private boolean repeat;
  private boolean leftHanded;
  private CameraState camera = CameraState.starting(null);
  private ModelState model;
  private Path inUse; // the newest model that could be loaded
  private Path previous;
  private final List<Wakeup> viewers = new CopyOnWriteArrayList<>();

  /**
   * @param options the wishes of the command line
   * @param regions those remembered, by frame size
   * @param repeat whether a file starts again at its end
   */
  SharedSession(
      Openers openers, WindowOptions options, Map<String, Region> regions, boolean repeat) {
    this.regions = new HashMap<>(regions);
    this.device = options.device();
    this.wishedRegion = options.region();
    this.repeat = repeat || options.cameraOptions().loop();
    this.model = new ModelState(ModelState.Kind.LOADING, options.model(), null, "", "");
    session = new LiveSession(openers, options.cameraOptions(), new Relay());
    session.onNews(() -> viewers.forEach(Wakeup::signal));
  }

  /** What the session thread says, handed over to the Swing thread. */
  private final class Relay implements LiveSession.Listener {
    @Override
    public void camera(CameraState state) {
      SwingUtilities.invokeLater(() -> cameraChanged(state));
    }

    @Override
    public void model(ModelState state) {
      SwingUtilities.invokeLater(() -> modelChanged(state));
    }
  }

  public void addListener(Listener listener) {
    listeners.add(listener);
  }

  /**
   * A task for the Swing thread that is run when there is a new frame or a new reading, while it is
   * started. Frames go to whom looks first: one viewer at a time is started, the tab in front.
   */
  public Wakeup viewer(Runnable look) {
    Wakeup wakeup = new Wakeup(look);
    viewers.add(wakeup);
    return wakeup;
  }

  /** Where models are to run: auto, cpu or gpu. */
  public String device() {
    return device;
  }

  /** Switches to a camera or file; null for any camera. */
  public void chooseCamera(String spec) {
    boolean virtual = spec != null && Cameras.isVirtual(spec);
    boolean still =
        spec != null
            && !virtual
            && !CameraWords.isDevice(spec)
            && Pictures.isPicture(Path.of(spec));
    // A picture is read again when the square moves; a hand signs as long as somebody looks.
    session.chooseCamera(spec, repeat || still || virtual);
  }

  /** Lets the program's own hand sign, where there is no camera or nobody before it. */
  public void signVirtually() {
    chooseCamera(Cameras.VIRTUAL);
  }

  /** Opens once more what was wished for last. */
  public void openAgain() {
    if (CameraWords.isDevice(camera.spec())) {
      session.openAgain();
    } else {
      chooseCamera(camera.spec());
    }
  }

  /** Switches to a model; the old one goes on until the new one is there. */
  public void chooseModel(Path file) {
    session.chooseModel(file);
  }

  void setRepeat(boolean on) {
    repeat = on;
  }

  boolean repeats() {
    return repeat;
  }

  void setLeftHanded(boolean on) {
    leftHanded = on;
  }

  /** Whether the user signs with the left hand: the hands to imitate are left ones then. */
  public boolean isLeftHanded() {
    return leftHanded;
  }

  /** The regions to remember, by frame size. */
  Map<String, Region> regions() {
    return regions;
  }

  /** The user moved the square. */
  public void setRegion(Region region) {
    session.setRegion(region);
    CameraInfo info = camera.info();
    if (info != null) {
      regions.put(Settings.size(info.width(), info.height()), region);
    }
  }

  /** Where the square is, frame pixels; null without a camera. Any thread. */
  public Region region() {
    return session.region();
  }

  public CameraState camera() {
    return camera;
  }

  public ModelState model() {
    return model;
  }

  /** The newest frame that no tab has asked for yet, or null; the caller closes it. */
  public Frame newestFrame() {
    return session.newestFrame();
  }

  /**
   * The newest frame for the recorder, which closes it; null when none came in time. Any thread.
   */
  public Frame frameToRecord(long timeoutMillis) throws InterruptedException {
    return session.frameToRecord(timeoutMillis);
  }

  /** The newest reading; null before the first of this camera and model. Any thread. */
  public Reading reading() {
    return session.reading();
  }

  /** Frames a second measured at the camera; NaN without one. Any thread. */
  public double fps() {
    return session.fps();
  }

  /** Frames that came too fast for the recognizer; -1 without a camera. Any thread. */
  public long dropped() {
    return session.dropped();
  }

  /** Frames thrown away at the camera, because all buffers were held. Any thread. */
  long starved() {
    return session.starved();
  }

  /** Buffers of the camera's that are held by somebody now. Any thread. */
  int leased() {
    return session.leased();
  }

  private void cameraChanged(CameraState state) {
    camera = state;
    placed = state.kind() == CaptureLoop.State.STARTING ? null : placed; // another camera
    String size =
        state.info() == null ? null : Settings.size(state.info().width(), state.info().height());
    if (state.isRunning() && !size.equals(placed)) { // else it stays where it is
      placed = size;
      CameraInfo info = state.info();
      Region remembered = regions.get(size);
      Region region = wishedRegion != null ? wishedRegion : remembered;
      wishedRegion = null;
      region = region == null ? Region.centred(info.width(), info.height()) : region;
      session.setRegion(region.clampTo(info.width(), info.height()));
    }
    listeners.forEach(listener -> listener.cameraChanged(state));
  }

  /** The model that was in use before this one; null for none. */
  Path previousModel() {
    return previous;
  }

  private void modelChanged(ModelState state) {
    model = state;
    if (state.kind() == ModelState.Kind.READY && !state.file().equals(inUse)) {
      previous = inUse;
      inUse = state.file();
    }
    listeners.forEach(listener -> listener.modelChanged(state));
  }

  /** Closes camera and model, and waits for it: not on the Swing thread. */
  @Override
  public void close() {
    session.close();
  }
}
