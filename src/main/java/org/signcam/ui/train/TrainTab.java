package org.signcam.ui.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import javax.swing.JCheckBox;
import javax.swing.JComponent;
import javax.swing.SwingWorker;
import org.signcam.base.UserException;
import org.signcam.model.ModelCard;
import org.signcam.model.ModelStore;
import org.signcam.samples.Sample;
import org.signcam.samples.SampleSet;
import org.signcam.samples.SampleStore;
import org.signcam.train.Adaptation.Change;
import org.signcam.train.Adaptation.Result;
import org.signcam.train.Adaptation.Thoroughness;
import org.signcam.train.Advice;
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
  private final AdaptationJob job = new AdaptationJob(new Job());
  private final Map<String, JCheckBox> signers = new LinkedHashMap<>();
  private SampleSet samples; // null until the store has been read
  private boolean running;
  private Result result; // until it is kept or discarded

  public TrainTab(SharedSession session, SharedStore store) {
    this.session = session;
    this.store = store;
    view.train.addActionListener(e -> train());
    view.stop.addActionListener(e -> job.stop());
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
    return result != null ? view.keep : view.train;
  }

  @Override
  public Notice notice() {
    return view.notice;
  }

  @Override
  public void shown() {
    store.open(this::read, view.notice::warn);
  }

  @Override
  public void hidden() {
    // A training goes on; the window says how it ended when the tab is shown again.
  }

  @Override
  public boolean escape() {
    if (running) {
      job.stop();
    }
    return running;
  }

  @Override
  public void close() {
    job.close();
  }

  /** Pictures were recorded: what their training will need is computed meanwhile. */
  public void recorded(List<Sample> fresh) {
    if (session.model().kind() == ModelState.Kind.READY && !running) {
      job.prepare(session.model().file(), fresh);
    }
  }

  @Override
  public void modelChanged(ModelState state) {
    update();
  }

  private void read(SampleStore open) {
    new SwingWorker<SampleSet, Void>() {
      @Override
      protected SampleSet doInBackground() {
        return open.set();
      }

      @Override
      protected void done() {
        try {
          samples = get();
          listSigners();
          update();
        } catch (ExecutionException e) {
          if (!(e.getCause() instanceof UserException)) {
            throw new IllegalStateException("Reading the samples", e.getCause());
          }
          view.notice.warn(e.getCause().getMessage());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }.execute();
  }

  /** A box for each signer; whoever is new is ticked. */
  private void listSigners() {
    Set<String> before =
        signers.entrySet().stream()
            .filter(e -> !e.getValue().isSelected())
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    signers.clear();
    view.signers.removeAll();
    for (String signer : samples.signers()) {
      JCheckBox box = new JCheckBox(signer, !before.contains(signer));
      box.setOpaque(false);
      box.addActionListener(e -> update());
      signers.put(signer, box);
      view.signers.add(box);
    }
    view.signers.revalidate();
    view.signers.repaint();
  }

  private List<String> chosen() {
    return signers.entrySet().stream()
        .filter(e -> e.getValue().isSelected())
        .map(Map.Entry::getKey)
        .toList();
  }

  private List<Sample> own() {
    List<String> whose = chosen();
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
    view.advice.setText(String.join("\n", advice));
    boolean letters = ready && own.stream().anyMatch(s -> card.letters().contains(s.label()));
    view.train.setEnabled(letters && !running);
    if (!running && result == null) {
      view.showHint(hint(model, own, letters));
    }
  }

  private String hint(ModelState model, List<Sample> own, boolean letters) {
    if (model.kind() == ModelState.Kind.LOADING) {
      return "Loading the model…";
    }
    if (model.kind() == ModelState.Kind.FAILED) {
      return model.sentence() + " Choose another model on the Live tab.";
    }
    if (samples == null || samples.isEmpty()) {
      return "There are no samples yet. Record some on the Record tab: two bursts of each letter are"
          + " a good beginning.";
    }
    if (own.isEmpty()) {
      return "Tick whose hands the model shall learn.";
    }
    if (!letters) {
      return "None of these pictures shows a letter that the model reads.";
    }
    return "Train teaches the model in use these hands and shows what that changes, for you and for"
        + " others. Nothing changes until you keep it.";
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
    view.showRunning();
    update();
    Thoroughness how = view.quick.isSelected() ? Thoroughness.QUICK : Thoroughness.THOROUGH;
    job.train(session.model().file(), own(), how);
  }

  private void ended(String sentence) {
    running = false;
    result = null;
    update();
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
      view.doing.setText(learning ? "Learning…" : "Looking at the pictures…");
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
      view.verdict.setText(verdict(made));
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

  private static String verdict(Result made) {
    Change own = made.own();
    if (own == null) {
      return "Learnt; no picture of yours was left to check by";
    }
    double change = 100 * (own.after().meanSignerAccuracy() - own.before().meanSignerAccuracy());
    if (Math.abs(change) < 0.05) {
      return "Your letters are read as well as before";
    }
    return String.format(
        Locale.ROOT,
        "Your letters are read %s: %+.1f points",
        change > 0 ? "better" : "worse",
        change);
  }

  private void keep() {
    Result kept = result;
    Path file = ModelStore.folder().resolve(String.join("-", names(kept)) + ".safetensors");
    view.keep.setEnabled(false);
    view.discard.setEnabled(false);
    new SwingWorker<Void, Void>() {
      @Override
      protected Void doInBackground() {
        kept.save(file);
        return null;
      }

      @Override
      protected void done() {
        view.keep.setEnabled(true);
        view.discard.setEnabled(true);
        try {
          get();
          session.chooseModel(file);
          ended(null);
          view.notice.tell("Kept as " + file + " and in use from now on.");
        } catch (ExecutionException e) {
          if (!(e.getCause() instanceof UserException)) {
            throw new IllegalStateException("Writing the model", e.getCause());
          }
          view.notice.warn(e.getCause().getMessage());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }.execute();
  }

  private static List<String> names(Result made) {
    return new ArrayList<>(
        made.split().train().stream().map(Sample::signer).distinct().sorted().toList());
  }

  private void discard() {
    ended(null);
    view.notice.tell("Discarded; the model is as it was.");
  }
}
