package org.signcam.ui;

import java.awt.Toolkit;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javax.swing.JComponent;
import javax.swing.SwingUtilities;
import javax.swing.Timer;
import org.signcam.base.Milestones;
import org.signcam.base.UserException;
import org.signcam.camera.Frame;
import org.signcam.image.Region;
import org.signcam.model.ModelStore;
import org.signcam.recognize.Reading;

/**
 * The recognizer's tab: states become sentences, the newest frame is painted with the newest
 * reading. Swing thread.
 */
final class LiveTab implements Tab, SharedSession.Listener {
  static final String KEY = "live";

  private static final int STATUS_MILLIS = 500;
  private static final double STALE_MILLIS = 1500;

  private final SharedSession session;
  private final LiveView view;
  private final FileDialogs files;
  private final Runnable openFile;
  private final Consumer<Runnable> painter;
  private final LatencyMeter latency = new LatencyMeter();
  private final Wakeup news;
  private final Timer statusTicks = new Timer(STATUS_MILLIS, e -> lookAgain());
  private List<ToolRow.Choice> cameras = List.of();
  private long shownStamp;
  private boolean frozen;
  private PaintLog log; // null: nobody measures

  /**
   * @param commands what the buttons of its tool row ask for
   */
  LiveTab(SharedSession session, FileDialogs files, Consumer<Command> commands) {
    this(session, files, commands, LiveTab::onceOnScreen);
  }

  /**
   * @param painter sees to it that what was asked to be repainted is painted, then runs what it is
   *     given; Swing thread
   */
  LiveTab(
      SharedSession session,
      FileDialogs files,
      Consumer<Command> commands,
      Consumer<Runnable> painter) {
    this.session = session;
    this.files = files;
    this.painter = painter;
    this.openFile = () -> commands.accept(Command.OPEN_FILE);
    ToolRow tools =
        new ToolRow(
            session::chooseCamera,
            file -> session.chooseModel(Path.of(file)),
            this::refreshCameras,
            commands);
    view =
        new LiveView(
            tools,
            new PreviewPanel(session::setRegion),
            new SpelledLine(commands),
            session::isLeftHanded);
    news = session.viewer(this::update);
    session.addListener(this);
    refreshCameras();
  }

  @Override
  public String title() {
    return "Live";
  }

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public LiveView view() {
    return view;
  }

  @Override
  public JComponent focus() {
    return view.preview;
  }

  @Override
  public Notice notice() {
    return view.notice;
  }

  @Override
  public void shown() {
    latency.reset();
    cameraChanged(session.camera()); // the square may have been moved on another tab
    news.start();
    statusTicks.start();
  }

  @Override
  public void hidden() {
    news.stop();
    statusTicks.stop();
  }

  @Override
  public Set<Command> commands() {
    return Set.of(
        Command.SNAPSHOT,
        Command.SNAPSHOT_AS,
        Command.TRY_AGAIN,
        Command.FREEZE,
        Command.RESET_REGION,
        Command.TYPE_SPACE,
        Command.DELETE_LETTER,
        Command.CLEAR_TEXT,
        Command.COPY_TEXT,
        Command.REFERENCE);
  }

  @Override
  public Map<String, String> keys() {
    return Map.of("A … Y", "That letter's hand, while the reference hand is shown");
  }

  @Override
  public void run(Command command) {
    switch (command) {
      case SNAPSHOT -> snapshot(files.snapshotFile(letter()));
      case SNAPSHOT_AS -> files.askForSnapshot(letter()).ifPresent(this::snapshot);
      case TRY_AGAIN -> session.openAgain();
      case FREEZE -> setFrozen(!frozen);
      case RESET_REGION -> view.preview.resetRegion();
      case TYPE_SPACE, DELETE_LETTER, CLEAR_TEXT, COPY_TEXT ->
          view.spelled.run(command, view.notice);
      case REFERENCE -> view.showReference(!view.reference.isVisible());
      default -> throw new IllegalArgumentException("Not of this tab: " + command);
    }
  }

  @Override
  public boolean isOn(Command command) {
    return command == Command.FREEZE
        ? frozen
        : command == Command.REFERENCE && view.reference.isVisible();
  }

  @Override
  public void setBare(boolean bare) {
    view.setBare(bare);
  }

  /** Shows the reference hand as it was last, or not. */
  void setReference(ReferenceSettings last) {
    view.reference.choose(last.letter());
    view.showReference(last.shown());
  }

  /** What to remember of the reference hand. */
  ReferenceSettings reference() {
    return new ReferenceSettings(
        view.reference.isVisible(), view.reference.card.letter(), session.isLeftHanded());
  }

  void setFrozen(boolean on) {
    frozen = on;
    view.preview.setFrozen(on);
    if (on) {
      view.spelled.rest();
    }
  }

  boolean isFrozen() {
    return frozen;
  }

  CameraState cameraState() {
    return session.camera();
  }

  @Override
  public void cameraChanged(CameraState state) {
    latency.reset();
    if (state.isRunning()) {
      Region region = session.region();
      if (region != null) {
        view.preview.setRegion(region);
      }
    } else if (!state.isEnded()) {
      view.preview.clearFrame();
    }
    view.preview.showMessage(
        CameraWords.message(state, openFile, session::openAgain, session::signVirtually));
    view.notice.warnWhile(state.isRunning() ? state.sentence() : "");
    showCameras();
    showStatus();
    showReading();
    news.signal();
  }

  @Override
  public void modelChanged(ModelState state) {
    latency.reset();
    List<ToolRow.Choice> choices = new ArrayList<>();
    try {
      ModelStore.list().forEach(file -> choices.add(modelChoice(file)));
    } catch (UserException e) {
      view.notice.warn(e.getMessage());
    }
    if (state.kind() != ModelState.Kind.LOADING) {
      view.reference.setLetters(ModelState.labels(state.card()));
    }
    view.tools.setModels(choices, state.file() == null ? null : modelChoice(state.file()));
    showReading();
    showStatus();
  }

  private static ToolRow.Choice modelChoice(Path file) {
    return new ToolRow.Choice(
        file.toAbsolutePath().normalize().toString(),
        CameraWords.fileName(file).replace(".safetensors", ""));
  }

  /** Looks for cameras, off the Swing thread, and fills the chooser. */
  private void refreshCameras() {
    Background.run(
        CameraChoices::find,
        found -> {
          cameras = found;
          showCameras();
        },
        view.notice::warn,
        () -> {});
  }

  private void showCameras() {
    view.tools.setCameras(cameras, CameraChoices.chosen(cameras, session.camera()));
  }

  /** Notes when frames and readings are painted. */
  void measure(PaintLog paintLog) {
    log = paintLog;
  }

  SharedSession session() {
    return session;
  }

  /** The newest frame and the newest reading, if there are any; never waits. */
  private void update() {
    long frame = 0;
    try (Frame taken = session.newestFrame()) {
      if (taken != null && !frozen) {
        view.preview.showFrame(taken.bgr());
        frame = taken.stampNanos();
      }
    }
    Reading newest = frozen ? null : showReading();
    boolean isNew = newest != null && newest.stampNanos() != shownStamp;
    if (isNew) {
      shownStamp = newest.stampNanos();
      view.spelled.read(newest);
    }
    if (frame != 0 || isNew) {
      long newFrame = frame;
      Reading newReading = isNew ? newest : null;
      painter.accept(() -> painted(newFrame, newReading));
    }
  }

  /** Queued behind the repaint that was asked for: then it has been painted. */
  private static void onceOnScreen(Runnable task) {
    SwingUtilities.invokeLater(
        () -> {
          Toolkit.getDefaultToolkit().sync(); // X11 may keep what is painted in a buffer
          task.run();
        });
  }

  /** A frame that arrived then, or 0, and a reading, or null, are on the screen. */
  private void painted(long frame, Reading reading) {
    long now = System.nanoTime();
    if (reading != null) {
      latency.add((now - reading.stampNanos()) / 1e6);
      Milestones.LETTER.reached();
    }
    if (log != null && frame != 0) {
      log.frame(frame, now);
    }
    if (log != null && reading != null) {
      log.reading(reading, now);
    }
  }

  /** Says what is read now; gives the reading, null for none. */
  private Reading showReading() {
    CameraState camera = session.camera();
    Reading newest = camera.isRunning() || camera.isEnded() ? session.reading() : null;
    if (newest == null) {
      view.reading.show(nothingRead());
      view.preview.setRecognized(false);
      view.spelled.rest();
      return null;
    }
    double age = (System.nanoTime() - newest.stampNanos()) / 1e6;
    boolean stale = age > STALE_MILLIS;
    view.reading.show(ReadingView.of(newest, stale ? age : -1));
    view.preview.setRecognized(newest.letter() != null && !stale);
    if (stale) {
      view.spelled.rest();
    }
    return newest;
  }

  private ReadingView nothingRead() {
    ModelState model = session.model();
    return switch (model.kind()) {
      case FAILED -> ReadingView.noModel(model.sentence());
      case LOADING -> ReadingView.waiting(null, "Loading the model…");
      case READY ->
          ReadingView.waiting(
              model.card(),
              session.camera().isRunning()
                  ? "Waiting for the first picture"
                  : "There is no picture to read");
    };
  }

  /** Which letter is on show, or null. */
  private String letter() {
    return view.reading.view().letter();
  }

  /** What changes though nothing comes: the figures, and the age of the last reading. */
  private void lookAgain() {
    showStatus();
    update();
  }

  private void showStatus() {
    CameraState camera = session.camera();
    view.status.show(
        new StatusBar.Status(
            session.model().device(),
            CameraWords.describe(camera.info()),
            camera.isRunning() ? session.fps() : Double.NaN,
            latency.median(),
            session.dropped()));
  }

  /** Painted now, written on another thread; how it went is said in the window. */
  private void snapshot(Path file) {
    double scale = view.getGraphicsConfiguration().getDefaultTransform().getScaleX();
    BufferedImage image = view.snapshot(scale);
    Background.run(
        () -> {
          Snapshots.write(image, file);
          return file;
        },
        saved -> view.notice.tell("Saved " + saved),
        view.notice::warn,
        () -> {});
  }

  @Override
  public void close() {
    SwingUtilities.invokeLater(view.preview::release);
  }
}
