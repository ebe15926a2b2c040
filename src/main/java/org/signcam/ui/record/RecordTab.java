package org.signcam.ui.record;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javax.swing.JComponent;
import javax.swing.SwingUtilities;
import javax.swing.Timer;
import org.signcam.base.UserException;
import org.signcam.camera.Frame;
import org.signcam.model.ModelCard;
import org.signcam.samples.Sample;
import org.signcam.samples.SampleStore;
import org.signcam.ui.CameraState;
import org.signcam.ui.CameraWords;
import org.signcam.ui.Command;
import org.signcam.ui.ModelState;
import org.signcam.ui.Notice;
import org.signcam.ui.PreviewPanel;
import org.signcam.ui.SharedSession;
import org.signcam.ui.SharedStore;
import org.signcam.ui.Tab;
import org.signcam.ui.Wakeup;

/**
 * Records samples: hold a letter's key or the button, and pictures are saved at once. Swing thread,
 * but for what the recorder's writer says, which is handed over.
 */
public final class RecordTab implements Tab, SharedSession.Listener {
  /** See {@link Tab#key}. */
  public static final String KEY = "record";

  private static final int TICK_MILLIS = 16; // as often as most screens can show

  private final SharedSession session;
  private final SharedStore store;
  private final Runnable openFile;
  private final RecordForm form;
  private final RecordView view;
  private final Recording recording;
  private final RecordKeys keys;
  private final Wakeup news;
  private final Timer ticks = new Timer(TICK_MILLIS, e -> tick());
  private String wishedLetter;
  private SampleStore samples; // null until it is open

  /**
   * Makes the tab.
   *
   * @param settings how was recorded last
   * @param letter to begin with; null for the first
   * @param openFile asks the user for a video or picture in place of a camera
   * @param recorded told the pictures of a burst that has ended
   */
  public RecordTab(
      SharedSession session,
      SharedStore store,
      RecordSettings settings,
      String letter,
      Runnable openFile,
      Consumer<List<Sample>> recorded) {
    this.session = session;
    this.store = store;
    this.openFile = openFile;
    wishedLetter = letter;
    form = new RecordForm(settings, this::signerChosen, this::letterChosen, this::show);
    view = new RecordView(new PreviewPanel(session::setRegion), form, session::isLeftHanded);
    news = session.viewer(this::showFrame);
    recording = new Recording(session, view, recorded, this::show);
    keys = new RecordKeys(view, recording);
    setLabels(null);
    recording.setSigner(settings.signer());
    view.record.getModel().addChangeListener(e -> keys.button(view.record.getModel().isPressed()));
    view.run.addActionListener(
        e -> {
          view.preview.requestFocusInWindow(); // the button is about to be disabled
          recording.run();
        });
    session.addListener(this);
  }

  // ---- the tab

  @Override
  public String title() {
    return "Record";
  }

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public JComponent view() {
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
  public Set<Command> commands() {
    return Set.of(Command.TRY_AGAIN, Command.RESET_REGION);
  }

  @Override
  public void run(Command command) {
    if (command == Command.TRY_AGAIN) {
      session.openAgain();
    } else {
      view.preview.resetRegion();
    }
  }

  @Override
  public Map<String, String> keys() {
    Map<String, String> rows = new LinkedHashMap<>();
    rows.put("A … I", "Hold to record that letter");
    rows.put("0", "Hold to record no sign");
    rows.put("Space", "Hold to record the letter chosen");
    rows.put("Esc", "Stop a countdown or a run");
    return rows;
  }

  @Override
  public void setBare(boolean bare) {
    view.setBare(bare);
  }

  @Override
  public void shown() {
    recording.setActive(true);
    cameraChanged(session.camera());
    keys.install();
    news.start();
    ticks.start();
    if (samples == null) {
      store.open(this::storeOpened, this::storeBroken);
    } else {
      loadCounts(); // they may have been changed on another tab
    }
    if (recording.signer().isEmpty()) {
      SwingUtilities.invokeLater(form::askForSigner);
    }
  }

  @Override
  public void hidden() {
    keys.uninstall();
    news.stop();
    ticks.stop();
    recording.setActive(false);
  }

  @Override
  public boolean escape() {
    return recording.stopAll();
  }

  @Override
  public void close() {
    recording.close();
    SwingUtilities.invokeLater(view.preview::release);
  }

  /** What to remember. */
  public RecordSettings settings() {
    RecordSettings now = form.settings();
    return new RecordSettings(
        recording.signer(), now.rate(), now.count(), now.countdown(), now.skip());
  }

  // ---- camera, model, store

  @Override
  public void cameraChanged(CameraState state) {
    if (state.isRunning()) {
      if (session.region() != null) {
        view.preview.setRegion(session.region());
      }
    } else {
      recording.stopAll();
      if (!state.isEnded()) {
        view.preview.clearFrame();
      }
    }
    view.preview.showMessage(
        CameraWords.message(state, openFile, session::openAgain, session::signVirtually));
    view.notice.warnWhile(state.isRunning() ? state.sentence() : "");
    show();
  }

  @Override
  public void modelChanged(ModelState state) {
    if (state.kind() == ModelState.Kind.READY) {
      setLabels(state.card());
      show();
    }
  }

  /** The model's letters and the rejecting class; A–I without a model. */
  private void setLabels(ModelCard card) {
    List<String> labels = ModelState.labels(card);
    if (!labels.equals(form.letters.labels())) {
      form.letters.setLabels(labels);
      keys.setLabels(labels);
      recording.stopAll();
    }
    if (wishedLetter != null && labels.contains(wishedLetter)) {
      form.letters.choose(wishedLetter);
      wishedLetter = null;
    }
  }

  private void storeOpened(SampleStore opened) {
    if (samples == null) {
      samples = opened;
      recording.into(opened);
      if (!opened.notices().isEmpty()) {
        view.notice.warn(String.join(" ", opened.notices()));
      }
    }
    loadCounts();
    show();
  }

  private void storeBroken(String sentence) {
    view.notice.warn(sentence);
    recording.intoNothing();
  }

  private void loadCounts() {
    if (samples != null) {
      SignerCounts.load(samples, recording.signer(), this::countsLoaded);
    }
  }

  private void countsLoaded(SignerCounts loaded) {
    if (loaded.signer().equals(recording.signer())) { // else another was chosen meanwhile
      form.letters.setCounts(loaded.counts());
      if (!form.isTypingSigner()) {
        form.setSigners(loaded.signers(), loaded.signer());
      }
    }
  }

  // ---- what the user does

  private void signerChosen(String name) {
    boolean typed = form.isTypingSigner();
    String signer = "";
    try {
      signer = name.isEmpty() ? "" : SampleStore.signerName(name);
      if (typed && !signer.isEmpty()) {
        view.preview.requestFocusInWindow(); // so that the letter keys record
      }
    } catch (UserException e) {
      view.notice.warn(e.getMessage());
    }
    recording.setSigner(signer);
    form.letters.setCounts(Map.of());
    loadCounts();
  }

  private void letterChosen(String label) {
    form.letters.choose(label);
    recording.stopAll();
    view.preview.requestFocusInWindow();
  }

  // ---- what is shown

  /** The newest frame, if there is one; never waits. */
  private void showFrame() {
    try (Frame frame = session.newestFrame()) {
      if (frame != null) {
        view.preview.showFrame(frame.bgr());
      }
    }
  }

  /** What changes by itself. */
  private void tick() {
    recording.tick();
    if (view.overlay.isMoving()) {
      view.preview.repaint();
    }
  }

  /** Everything that follows from the state. */
  private void show() {
    recording.show();
  }
}
