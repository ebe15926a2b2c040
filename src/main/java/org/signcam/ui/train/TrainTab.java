package org.signcam.ui.train;

import java.awt.Component;
import java.awt.KeyboardFocusManager;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.swing.JComponent;
import javax.swing.SwingUtilities;
import org.signcam.base.UserException;
import org.signcam.model.ModelCard;
import org.signcam.model.ModelStore;
import org.signcam.samples.Sample;
import org.signcam.samples.SampleSet;
import org.signcam.samples.SampleStore;
import org.signcam.train.Adaptation.Result;
import org.signcam.train.Adaptation.Thoroughness;
import org.signcam.train.Advice;
import org.signcam.ui.Ask;
import org.signcam.ui.Background;
import org.signcam.ui.ModelState;
import org.signcam.ui.Notice;
import org.signcam.ui.SharedSession;
import org.signcam.ui.SharedStore;
import org.signcam.ui.Tab;

/**
 * Adapts the model in use to whoever has been recorded, while the camera goes on: what would be
 * learnt, learning it, the figures before and after, keep or discard. Swing thread.
 */
public final class TrainTab implements Tab, SharedSession.Listener {
  /** See {@link Tab#key}. */
  public static final String KEY = "train";

  private final SharedSession session;
  private final SharedStore store;
  private final TrainView view = new TrainView();
  private final AdaptationJob job;
  private SampleSet samples; // null until the store has been read
  private String unopened; // why it cannot be, or null
  private boolean running;
  private Result result; // until it is kept or discarded

  public TrainTab(SharedSession session, SharedStore store) {
    this.session = session;
    this.store = store;
    job = new AdaptationJob(session.device(), new Job());
    view.train.addActionListener(e -> train());
    view.stop.addActionListener(e -> stop());
    view.signers.onChange(this::update);
    view.keep.addActionListener(e -> keep());
    view.discard.addActionListener(e -> discard());
    session.addListener(this);
    update();
  }

  @Override
  public String title() {
    return "Train";
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
    return running ? view.stop : result != null ? view.keep : view.train;
  }

  @Override
  public Notice notice() {
    return view.notice;
  }

  @Override
  public void shown() {
    store.open(this::read, this::broken);
  }

  @Override
  public void hidden() {
    // A training goes on; the window says how it ended when the tab is shown again.
  }

  @Override
  public boolean escape() {
    if (running) {
      stop();
    }
    return running;
  }

  @Override
  public boolean mayClose() {
    return running
        ? sure("A training is under way and would be lost.", "Stop it and quit")
        : result == null || sure("What was learnt has not been kept.", "Discard it and quit");
  }

  private boolean sure(String sentence, String yes) {
    return Ask.about(view, "Quit", sentence, yes, "Do not quit", true);
  }

  @Override
  public void close() {
    job.close();
  }

  /** Pictures were recorded: what their training will need is computed meanwhile. */
  public void recorded(List<Sample> fresh) {
    if (view.isShowing()) { // the last of them were being written when it came up
      store.open(this::read, this::broken);
    }
    if (session.model().kind() == ModelState.Kind.READY && !running) {
      job.prepare(session.model().file(), fresh);
    }
  }

  @Override
  public void modelChanged(ModelState state) {
    update();
  }

  private void broken(String sentence) {
    unopened = sentence;
    update();
  }

  private void read(SampleStore open) {
    unopened = null;
    Background.run(
        open::set,
        set -> {
          samples = set;
          view.signers.setSigners(set.signers());
          update();
          takeKeyboard();
        },
        view.notice::warn,
        () -> {});
  }

  /** What could not take the keyboard when the tab came up, for it was not ready, does now. */
  private void takeKeyboard() {
    Component owner = KeyboardFocusManager.getCurrentKeyboardFocusManager().getFocusOwner();
    if (owner == null || !SwingUtilities.isDescendingFrom(owner, view)) {
      focus().requestFocusInWindow();
    }
  }

  private List<Sample> own() {
    List<String> whose = view.signers.chosen();
    return samples == null ? List.of() : samples.filter(s -> whose.contains(s.signer())).samples();
  }

  /** Shows what would be learnt, and whether it can be. */
  private void update() {
    ModelState model = session.model();
    ModelCard card = model.card();
    List<Sample> own = own();
    boolean ready = model.kind() == ModelState.Kind.READY;
    view.counts.setCounts(ready ? counts(own, card) : Map.of());
    List<String> advice = ready && !own.isEmpty() ? Advice.of(own, card) : List.of();
    TrainView.say(view.advice, String.join("\n", advice));
    boolean letters = ready && own.stream().anyMatch(s -> card.letters().contains(s.label()));
    view.train.setEnabled(letters && !running && result == null); // first keep or discard
    if (!running && result == null) {
      boolean any = samples != null && !samples.isEmpty();
      view.showHint(
          unopened != null ? unopened : TrainWords.hint(model, any, !own.isEmpty(), letters));
    }
  }

  private static Map<String, Integer> counts(List<Sample> own, ModelCard card) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    card.letters().forEach(letter -> counts.put(letter, 0));
    if (card.rejecting() != null) {
      counts.put(card.rejecting(), 0);
    }
    own.forEach(s -> counts.computeIfPresent(s.label(), (l, n) -> n + 1));
    return counts;
  }

  private void train() {
    running = true;
    result = null;
    view.curve.begin(1);
    view.bar.setIndeterminate(true);
    view.bar.setString("");
    view.doing.setText("Loading what is learnt from…");
    view.stop.setEnabled(true);
    view.showRunning();
    update();
    view.stop.requestFocusInWindow();
    Thoroughness how = view.quick.isSelected() ? Thoroughness.QUICK : Thoroughness.THOROUGH;
    job.train(session.model().file(), own(), how);
  }

  private void stop() {
    job.stop();
    view.doing.setText("Stopping…");
    view.stop.setEnabled(false);
  }

  private void ended(String sentence) {
    running = false;
    result = null;
    update();
    view.train.requestFocusInWindow();
    if (sentence != null) {
      view.notice.warn(sentence);
    }
  }

  /** What the training says. */
  private final class Job implements AdaptationJob.Listener {
    @Override
    public void progressed(String task, long done, long all) {
      view.bar.setIndeterminate(false);
      view.bar.setMaximum((int) all);
      view.bar.setValue((int) done);
      view.bar.setString(done + " of " + all);
      boolean learning = task.equals("learning");
      if (view.stop.isEnabled()) {
        view.doing.setText(learning ? "Learning…" : "Looking at the pictures…");
      }
      if (learning) {
        view.curve.setSteps((int) all);
      }
    }

    @Override
    public void lost(double loss) {
      view.curve.add(loss);
    }

    @Override
    public void finished(Result made) {
      running = false;
      result = made;
      view.verdict.setText(TrainWords.verdict(made));
      TrainView.say(view.caution, TrainWords.caution(made));
      view.changes.show(made);
      view.mistakes.show(made.own() == null ? List.of() : made.own().mistakes());
      view.showResult();
      update();
      view.keep.requestFocusInWindow();
    }

    @Override
    public void failed(String sentence) {
      ended(sentence);
    }

    @Override
    public void stopped() {
      ended(null);
      view.notice.tell("Training was stopped; the model is as it was.");
    }
  }

  /**
   * A model that was written.
   *
   * @param problem why it is not used at the next start; {@code null} if it is
   */
  private record Kept(Path file, String problem) {}

  private static String asDefault(Path file) {
    try {
      ModelStore.setDefault(file);
      return null;
    } catch (UserException e) {
      return e.getMessage();
    }
  }

  private void keep() {
    Result kept = result;
    setSaving(true);
    Background.run(
        () -> {
          Path file = ModelStore.free(String.join("-", names(kept)));
          kept.save(file);
          return new Kept(file, asDefault(file));
        },
        made -> {
          session.chooseModel(made.file);
          ended(null);
          if (made.problem == null) {
            view.notice.tell(
                "Kept as " + made.file + ", in use now and at every start. F4 goes back for now.");
          } else {
            view.notice.warn(
                "Kept as " + made.file + " and in use until the next start: " + made.problem);
          }
        },
        view.notice::warn,
        () -> setSaving(false));
  }

  private void setSaving(boolean on) {
    view.keep.setEnabled(!on);
    view.discard.setEnabled(!on);
  }

  private static List<String> names(Result made) {
    return made.split().train().stream().map(Sample::signer).distinct().sorted().toList();
  }

  private void discard() {
    ended(null);
    view.notice.tell("Discarded; the model is as it was.");
  }
}
