package org.signcam.ui;

import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import javax.swing.SwingUtilities;
import javax.swing.SwingWorker;
import javax.swing.Timer;
import org.signcam.base.UserException;
import org.signcam.camera.CameraInfo;
import org.signcam.camera.Cameras;
import org.signcam.camera.Frame;
import org.signcam.image.Pictures;
import org.signcam.image.Region;
import org.signcam.model.ModelStore;
import org.signcam.recognize.Reading;

/**
 * Joins the session and the view: states become sentences, the newest frame is painted with the
 * newest reading. Swing thread, but for the session's two calls, which only hand over.
 */
final class LiveController implements LiveSession.Listener {
  private static final int TICK_MILLIS = 16; // as often as most screens can show
  private static final int STATUS_MILLIS = 500;
  private static final DecimalFormat RATE =
      new DecimalFormat("0.##", DecimalFormatSymbols.getInstance(Locale.ROOT));
  private static final double STALE_MILLIS = 1500;

  private final LiveView view;
  private final LiveSession session;
  private final Runnable openFile;
  private final Map<String, Region> regions;
  private Region wishedRegion;
  private boolean repeat;
  private final LatencyMeter latency = new LatencyMeter();
  private final Timer ticks = new Timer(TICK_MILLIS, e -> tick());
  private final Timer statusTicks = new Timer(STATUS_MILLIS, e -> showStatus());
  private CameraState camera = new CameraState(CameraState.Kind.OPENING, null, "", null);
  private ModelState model;
  private List<ToolRow.Choice> cameras = List.of();
  private long shownStamp;
  private boolean frozen;

  /**
   * @param options the wishes of the command line
   * @param regions those remembered, by frame size
   * @param openFile asks the user for a file
   */
  LiveController(
      LiveView view,
      Openers openers,
      LiveOptions options,
      Map<String, Region> regions,
      boolean repeat,
      Runnable openFile) {
    this.view = view;
    this.regions = new HashMap<>(regions);
    this.wishedRegion = options.region();
    this.repeat = repeat || options.cameraOptions().loop();
    this.openFile = openFile;
    this.session = new LiveSession(openers, options.cameraOptions(), this);
    this.model = new ModelState(ModelState.Kind.LOADING, options.model(), null, "", "");
  }

  void start(String cameraSpec, Path modelFile) {
    session.chooseModel(modelFile);
    chooseCamera(cameraSpec);
    refreshCameras();
    ticks.start();
    statusTicks.start();
  }

  void chooseCamera(String spec) {
    boolean still = spec != null && !isDevice(spec) && Pictures.isPicture(Path.of(spec));
    session.chooseCamera(spec, repeat || still); // a picture is read again when the square moves
  }

  void chooseModel(Path file) {
    session.chooseModel(file);
  }

  void openAgain() {
    chooseCamera(camera.spec());
  }

  void setRepeat(boolean on) {
    repeat = on;
  }

  boolean repeats() {
    return repeat;
  }

  /** The regions to remember. */
  Map<String, Region> regions() {
    return regions;
  }

  /** The user moved the square. */
  void regionChanged(Region region) {
    session.setRegion(region);
    CameraInfo info = camera.info();
    if (info != null) {
      regions.put(Settings.size(info.width(), info.height()), region);
    }
  }

  void resetRegion() {
    if (view.preview.map() != null) {
      view.preview.changeRegion(
          Region.centred(view.preview.map().frameWidth(), view.preview.map().frameHeight()));
    }
  }

  void setFrozen(boolean on) {
    frozen = on;
    view.preview.setFrozen(on);
  }

  boolean isFrozen() {
    return frozen;
  }

  CameraState cameraState() {
    return camera;
  }

  ModelState modelState() {
    return model;
  }

  // ---- from the session thread

  @Override
  public void camera(CameraState state) {
    SwingUtilities.invokeLater(() -> cameraChanged(state));
  }

  @Override
  public void model(ModelState state) {
    SwingUtilities.invokeLater(() -> modelChanged(state));
  }

  // ---- Swing thread

  private void cameraChanged(CameraState state) {
    camera = state;
    latency.reset();
    if (state.kind() == CameraState.Kind.RUNNING) {
      CameraInfo info = state.info();
      Region remembered = regions.get(Settings.size(info.width(), info.height()));
      Region region = wishedRegion != null ? wishedRegion : remembered;
      wishedRegion = null;
      region = region == null ? Region.centred(info.width(), info.height()) : region;
      region = region.clampTo(info.width(), info.height());
      view.preview.setRegion(region);
      session.setRegion(region);
    } else if (state.kind() != CameraState.Kind.ENDED) {
      view.preview.clearFrame();
    }
    view.preview.showMessage(message(state));
    showCameras();
    showStatus();
    showReading();
  }

  private MessagePane.Message message(CameraState state) {
    boolean device = isDevice(state.spec());
    List<MessagePane.Choice> ways =
        List.of(
            new MessagePane.Choice("Open a video or picture…", 'O', openFile),
            new MessagePane.Choice("Try again", 'T', this::openAgain));
    String goesOn = device ? " It starts by itself as soon as there is a picture." : "";
    return switch (state.kind()) {
      case OPENING -> new MessagePane.Message("Opening " + name(state) + "…", "", List.of());
      case RUNNING -> null;
      case MISSING ->
          new MessagePane.Message(
              device ? "No picture from a camera" : "This cannot be shown",
              state.sentence() + goesOn,
              ways);
      case LOST -> new MessagePane.Message("The camera is gone", state.sentence() + goesOn, ways);
      case ENDED ->
          new MessagePane.Message(
              "The end",
              name(state) + " was shown to its end.",
              List.of(
                  new MessagePane.Choice("Play again", 'P', this::openAgain),
                  new MessagePane.Choice("Open a video or picture…", 'O', openFile)));
    };
  }

  private static String name(CameraState state) {
    String spec = state.spec();
    if (spec == null) {
      return "the camera";
    }
    if (isDevice(spec)) {
      return spec.matches("\\d+") ? "camera " + spec : spec;
    }
    return fileName(Path.of(spec));
  }

  private static boolean isDevice(String spec) {
    return spec == null || Cameras.isLive(spec);
  }

  private static String fileName(Path file) {
    Path name = file.getFileName();
    return name == null ? file.toString() : name.toString();
  }

  private void modelChanged(ModelState state) {
    model = state;
    latency.reset();
    List<ToolRow.Choice> choices = new ArrayList<>();
    try {
      ModelStore.list().forEach(file -> choices.add(modelChoice(file)));
    } catch (UserException e) {
      view.notice.warn(e.getMessage());
    }
    view.tools.setModels(choices, state.file() == null ? null : modelChoice(state.file()));
    showReading();
    showStatus();
  }

  private static ToolRow.Choice modelChoice(Path file) {
    return new ToolRow.Choice(
        file.toAbsolutePath().normalize().toString(), fileName(file).replace(".safetensors", ""));
  }

  /** Looks for cameras, off the Swing thread, and fills the chooser. */
  void refreshCameras() {
    new SwingWorker<List<ToolRow.Choice>, Void>() {
      @Override
      protected List<ToolRow.Choice> doInBackground() {
        return Cameras.list().stream()
            .map(d -> new ToolRow.Choice(Integer.toString(d.index()), d.name()))
            .toList();
      }

      @Override
      protected void done() {
        try {
          cameras = get();
          showCameras();
        } catch (ExecutionException e) {
          throw new IllegalStateException("Listing the cameras", e.getCause());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }.execute();
  }

  private void showCameras() {
    List<ToolRow.Choice> found = cameras;
    String spec = camera.spec();
    ToolRow.Choice chosen = null;
    for (ToolRow.Choice choice : found) {
      boolean same = choice.value().equals(spec) || choice.label().equals(spec);
      boolean running = spec == null && camera.info() != null;
      if (same || (running && choice.label().equals(camera.info().name()))) {
        chosen = choice;
      }
    }
    if (chosen == null && spec != null) {
      chosen = new ToolRow.Choice(spec, name(camera));
    } else if (chosen == null) {
      chosen = new ToolRow.Choice(null, camera.info() == null ? "None" : camera.info().name());
    }
    view.tools.setCameras(found, chosen);
  }

  /** The newest frame and the newest reading, if there are any; never waits. */
  private void tick() {
    try (Frame frame = session.newestFrame()) {
      if (frame != null && !frozen) {
        view.preview.showFrame(frame.bgr());
      }
    }
    if (!frozen) {
      showReading();
    }
  }

  private void showReading() {
    boolean picture =
        camera.kind() == CameraState.Kind.RUNNING || camera.kind() == CameraState.Kind.ENDED;
    Reading newest = picture ? session.reading() : null;
    if (newest == null) {
      view.reading.show(nothingRead());
      view.preview.setRecognized(false);
      return;
    }
    double age = (System.nanoTime() - newest.stampNanos()) / 1e6;
    boolean stale = age > STALE_MILLIS;
    view.reading.show(ReadingView.of(newest, stale ? age : -1));
    view.preview.setRecognized(newest.letter() != null && !stale);
    if (newest.stampNanos() != shownStamp) {
      shownStamp = newest.stampNanos();
      // Queued behind the repaint that the two lines above asked for: then it has been painted.
      SwingUtilities.invokeLater(
          () -> latency.add((System.nanoTime() - newest.stampNanos()) / 1e6));
    }
  }

  private ReadingView nothingRead() {
    return switch (model.kind()) {
      case FAILED -> ReadingView.noModel(model.sentence());
      case LOADING -> ReadingView.waiting(null, "Loading the model…");
      case READY ->
          ReadingView.waiting(
              model.card(),
              camera.kind() == CameraState.Kind.RUNNING
                  ? "Waiting for the first picture"
                  : "There is no picture to read");
    };
  }

  /** Which letter is on show, or null. */
  String letter() {
    return view.reading.view().letter();
  }

  private void showStatus() {
    view.status.show(
        new StatusBar.Status(
            model.device(),
            describe(camera.info()),
            camera.kind() == CameraState.Kind.RUNNING ? session.fps() : Double.NaN,
            latency.median(),
            session.dropped()));
  }

  private static String describe(CameraInfo info) {
    if (info == null) {
      return "";
    }
    StringBuilder text = new StringBuilder(info.width() + " × " + info.height());
    if (info.fps() > 0) {
      text.append(" at " + RATE.format(info.fps()) + " fps");
    }
    for (String part : new String[] {info.format(), info.backend()}) {
      if (part != null && !part.isBlank()) {
        text.append(" · ").append(part);
      }
    }
    return text.toString();
  }

  /** Stops the timers; the session goes on until {@link #close}. */
  void stop() {
    ticks.stop();
    statusTicks.stop();
    view.preview.release();
  }

  /** Closes camera and model, and waits for it: not on the Swing thread. */
  void close() {
    session.close();
  }
}
