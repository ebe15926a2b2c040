package org.signcam.ui.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.swing.JComponent;
import javax.swing.SwingUtilities;
import javax.swing.Timer;
import org.signcam.base.UserException;
import org.signcam.camera.CameraInfo;
import org.signcam.camera.Frame;
import org.signcam.model.ModelCard;
import org.signcam.record.Burst;
import org.signcam.record.Recorder;
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
  private final Consumer<List<Sample>> recorded;
  private final List<Sample> fresh = new ArrayList<>(); // of the burst under way
  private final RecordForm form;
  private final RecordView view;
  private final Takes takes = new Takes(new Recording());
  private final RecordKeys keys;
  private final Timer ticks = new Timer(TICK_MILLIS, e -> tick());
  private String signer;
  private String wishedLetter;
  private SampleStore samples; // null until it is open
  private volatile SwingRecorder recorder; // with the store
  private boolean visible;

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
    this.recorded = recorded;
    this.session = session;
    this.store = store;
    this.openFile = openFile;
    signer = settings.signer();
    wishedLetter = letter;
    form = new RecordForm(settings, this::signerChosen, this::letterChosen, this::show);
    view = new RecordView(new PreviewPanel(session::setRegion), form);
    keys =
        new RecordKeys(
            view,
            new RecordKeys.Listener() {
              @Override
              public void begin(String label) {
                pressed(label);
              }

              @Override
              public void end() {
                takes.release();
                show();
              }
            });
    setLabels(null);
    view.record.getModel().addChangeListener(e -> keys.button(view.record.getModel().isPressed()));
    view.run.addActionListener(e -> runPressed());
    session.addListener(this);
    show();
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
    return Set.of(Command.RESET_REGION);
  }

  @Override
  public void run(Command command) {
    view.preview.resetRegion();
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
    visible = true;
    cameraChanged(session.camera());
    keys.install();
    ticks.start();
    if (samples == null) {
      store.open(this::storeOpened, view.notice::warn);
    } else {
      loadCounts(); // they may have been changed on another tab
    }
    if (signer.isEmpty()) {
      SwingUtilities.invokeLater(form::askForSigner);
    }
  }

  @Override
  public void hidden() {
    visible = false;
    keys.uninstall();
    takes.stop();
    ticks.stop();
    if (recorder != null) {
      recorder.endSession();
    }
    show();
  }

  @Override
  public boolean escape() {
    if (takes.state() == Takes.State.IDLE) {
      return false;
    }
    takes.stop();
    show();
    return true;
  }

  @Override
  public void close() {
    if (recorder != null) {
      recorder.close();
    }
    SwingUtilities.invokeLater(view.preview::release);
  }

  /** What to remember. */
  public RecordSettings settings() {
    RecordSettings now = form.settings();
    return new RecordSettings(signer, now.rate(), now.count(), now.countdown(), now.skip());
  }

  // ---- camera, model, store

  @Override
  public void cameraChanged(CameraState state) {
    if (state.kind() == CameraState.Kind.RUNNING) {
      if (session.region() != null) {
        view.preview.setRegion(session.region());
      }
    } else {
      takes.stop();
      if (state.kind() != CameraState.Kind.ENDED) {
        view.preview.clearFrame();
      }
    }
    view.preview.showMessage(CameraWords.message(state, openFile, session::openAgain));
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
      takes.stop();
      form.letters.setLabels(labels);
      keys.setLabels(labels);
    }
    if (wishedLetter != null && labels.contains(wishedLetter)) {
      form.letters.choose(wishedLetter);
      wishedLetter = null;
    }
  }

  private void storeOpened(SampleStore opened) {
    if (samples == null) {
      samples = opened;
      recorder = new SwingRecorder(session, opened, new Written());
      if (!opened.notices().isEmpty()) {
        view.notice.warn(String.join(" ", opened.notices()));
      }
    }
    loadCounts();
    show();
  }

  private void loadCounts() {
    if (samples != null) {
      SignerCounts.load(samples, signer, this::countsLoaded);
    }
  }

  private void countsLoaded(SignerCounts loaded) {
    if (loaded.signer().equals(signer)) { // else another was chosen meanwhile
      form.letters.setCounts(loaded.counts());
      if (!form.isTypingSigner()) {
        form.setSigners(loaded.signers(), signer);
      }
    }
  }

  // ---- what the user does

  private void signerChosen(String name) {
    boolean typed = form.isTypingSigner();
    try {
      signer = name.isEmpty() ? "" : SampleStore.signerName(name);
      if (typed && !signer.isEmpty()) {
        view.preview.requestFocusInWindow(); // so that the letter keys record
      }
    } catch (UserException e) {
      signer = "";
      view.notice.warn(e.getMessage());
    }
    takes.stop();
    form.letters.setCounts(Map.of());
    loadCounts();
    show();
  }

  private void letterChosen(String label) {
    form.letters.choose(label);
    if (takes.state() != Takes.State.IDLE) {
      takes.stop();
    }
    view.preview.requestFocusInWindow();
    show();
  }

  /** A key or the button went down; null for the letter that is chosen. */
  private void pressed(String label) {
    boolean unheld = takes.state() != Takes.State.IDLE && !takes.isHeld();
    if (unheld) {
      takes.stop();
    } else {
      if (label != null) {
        form.letters.choose(label);
      }
      if (isReady()) {
        String letter = form.letters.chosen();
        int count = form.settings().count();
        if (form.settings().countdown()) {
          takes.run(List.of(letter), count, now());
        } else {
          takes.hold(letter, count);
        }
      }
    }
    show();
  }

  private void runPressed() {
    if (isReady() && takes.state() == Takes.State.IDLE) {
      List<String> labels = form.letters.labels();
      takes.run(
          labels.subList(labels.indexOf(form.letters.chosen()), labels.size()),
          form.settings().count(),
          now());
      view.preview.requestFocusInWindow();
    }
    show();
  }

  private boolean isReady() {
    return visible
        && !signer.isEmpty()
        && recorder != null
        && session.camera().kind() == CameraState.Kind.RUNNING;
  }

  private static long now() {
    return System.nanoTime() / 1_000_000;
  }

  // ---- recording

  /** What {@link Takes} asks for, done by the recorder. */
  private final class Recording implements Takes.Stage {
    @Override
    public boolean begin(String letter, int count) {
      CameraInfo camera = session.camera().info();
      if (!isReady() || camera == null) {
        return false;
      }
      RecordSettings wish = form.settings();
      double rate = camera.fps() > 0 ? Math.min(wish.rate(), camera.fps()) : wish.rate();
      form.letters.choose(letter);
      recorder.begin(new Burst(signer, letter, camera.name(), rate, count, wish.skip()));
      return true;
    }

    @Override
    public void stop() {
      recorder.stop();
    }
  }

  /** What comes of it. */
  private final class Written implements SwingRecorder.Listener {
    @Override
    public void picture(Recorder.Progress progress) {
      Burst burst = progress.burst();
      if (progress.sample() != null) {
        fresh.add(progress.sample());
        if (burst.signer().equals(signer)) {
          form.letters.count(burst.letter());
        }
        view.overlay.flash(progress.kept() == 1);
      }
      String of = burst.count() > 0 ? " of " + burst.count() : "";
      view.overlay.setProgress(progress.kept() + of);
      if (!progress.faults().isEmpty()) {
        String skipped = progress.sample() == null ? " – not kept" : "";
        view.overlay.warn(
            progress.faults().stream().map(fault -> fault.title).collect(Collectors.joining(", "))
                + skipped,
            progress.faults().stream()
                .map(fault -> fault.title + skipped + ": " + fault.remedy)
                .collect(Collectors.joining(". ")));
      }
      view.preview.repaint();
    }

    @Override
    public void ended(Recorder.Progress last, Recorder.End why, String sentence, boolean newest) {
      Burst burst = last.burst();
      recorded.accept(List.copyOf(fresh));
      fresh.clear();
      view.say(
          "Saved %d %s of %s by %s%s"
              .formatted(
                  last.kept(),
                  last.kept() == 1 ? "picture" : "pictures",
                  burst.letter(),
                  burst.signer(),
                  last.skipped() == 0 ? "" : ", did not keep " + last.skipped()));
      if (!sentence.isEmpty()) {
        view.notice.warn(sentence);
      }
      if (newest) {
        takes.ended(why == Recorder.End.COMPLETE, now());
        show();
      }
    }
  }

  // ---- what is shown

  /** The newest frame, and what changes by itself; never waits. */
  private void tick() {
    try (Frame frame = session.newestFrame()) {
      if (frame != null) {
        view.preview.showFrame(frame.bgr());
      }
    }
    if (takes.state() == Takes.State.PAUSE) {
      takes.tick(now());
      show();
    } else if (view.overlay.isMoving()) {
      view.preview.repaint();
    }
  }

  /** Everything that follows from the state. */
  private void show() {
    boolean idle = takes.state() == Takes.State.IDLE;
    boolean recording = takes.state() == Takes.State.RECORDING;
    String letter = idle ? form.letters.chosen() : takes.letter();
    if (!idle) {
      form.letters.choose(letter);
    }
    RecordOverlay overlay = view.overlay;
    overlay.setLetter(letter);
    overlay.setSecondsLeft(takes.state() == Takes.State.PAUSE ? takes.secondsLeft(now()) : 0);
    if (recording && !overlay.isRecording()) {
      overlay.setProgress("0");
    }
    overlay.setRecording(recording);
    overlay.setHint(signer.isEmpty() ? "Who signs? Type a name, then Enter." : "");
    boolean ready = isReady();
    boolean unheld = !idle && !takes.isHeld();
    view.record.setEnabled(ready);
    view.record.setText(recordCaption(letter));
    List<String> labels = form.letters.labels();
    String last = labels.get(labels.size() - 1);
    view.run.setEnabled(ready && idle);
    view.run.setText(
        unheld && takes.following() > 0
            ? "Then " + takes.following() + " more, up to " + last
            : "All letters from " + letter);
    view.preview.repaint();
  }

  private String recordCaption(String letter) {
    if (takes.state() != Takes.State.IDLE) {
      return takes.isHeld() ? "Let go to stop" : "Stop";
    }
    return form.settings().countdown()
        ? "Record " + letter + " in 3 s"
        : "Hold to record " + letter;
  }
}
