package org.signcam.ui.record;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.signcam.camera.CameraInfo;
import org.signcam.record.Burst;
import org.signcam.record.Recorder;
import org.signcam.samples.Sample;
import org.signcam.samples.SampleStore;
import org.signcam.ui.ModelState;
import org.signcam.ui.SharedSession;

/**
 * What is recorded: keys and buttons ask for it, the recorder does it, and what comes of it is
 * shown. Swing thread, but for {@link #close}.
 */
final class Recording
    implements RecordKeys.Listener, Takes.Stage, SwingRecorder.Listener, AutoCloseable {
  private final SharedSession session;
  private final RecordView view;
  private String failure; // of a burst before; null for none
  private final Consumer<List<Sample>> recorded;
  private final Runnable onChange;
  private final Takes takes = new Takes(this);
  private final List<Sample> fresh = new ArrayList<>(); // of the burst under way
  private volatile SwingRecorder recorder; // null until the store is open
  private String signer = "";
  private boolean active;
  private boolean broken; // the store cannot be opened

  /**
   * @param recorded told the pictures of a burst that has ended
   * @param onChange told of every other state
   */
  Recording(
      SharedSession session, RecordView view, Consumer<List<Sample>> recorded, Runnable onChange) {
    this.session = session;
    this.view = view;
    this.recorded = recorded;
    this.onChange = onChange;
  }

  /** There is a store to record into. */
  void into(SampleStore store) {
    recorder = new SwingRecorder(session, store, this);
    broken = false;
  }

  /** There is none, and it has been said why. */
  void intoNothing() {
    broken = true;
    onChange.run();
  }

  /** Whose hands are recorded from now on; empty for nobody. */
  void setSigner(String name) {
    signer = name;
    stopAll();
  }

  String signer() {
    return signer;
  }

  /** Whether anything is recorded; not while another tab is in front. */
  void setActive(boolean on) {
    active = on;
    if (!on) {
      stopAll();
      if (recorder != null) {
        recorder.endSession();
      }
    }
  }

  boolean isReady() {
    return active && !signer.isEmpty() && recorder != null && session.camera().isRunning();
  }

  private boolean isIdle() {
    return takes.state() == Takes.State.IDLE;
  }

  private static long now() {
    return System.nanoTime() / 1_000_000;
  }

  // ---- what is asked for

  @Override
  public void press(String label) {
    if (!isIdle() && !takes.isHeld()) {
      takes.stop();
    } else {
      if (label != null) {
        view.form.letters.choose(label);
      }
      if (isReady()) {
        String letter = view.form.letters.chosen();
        RecordSettings wish = view.form.settings();
        if (wish.countdown()) {
          takes.run(List.of(letter), wish.count(), now());
        } else {
          takes.hold(letter, wish.count());
        }
      }
    }
    onChange.run();
  }

  @Override
  public void release() {
    takes.release();
    onChange.run();
  }

  /** All letters from the one chosen on. */
  void run() {
    if (isReady() && isIdle()) {
      List<String> labels = view.form.letters.labels();
      takes.run(
          labels.subList(labels.indexOf(view.form.letters.chosen()), labels.size()),
          view.form.settings().count(),
          now());
    }
    onChange.run();
  }

  /** Ends what is under way; says whether anything was. */
  boolean stopAll() {
    boolean any = !isIdle();
    takes.stop();
    onChange.run();
    return any;
  }

  /** Time has passed. */
  void tick() {
    if (takes.state() == Takes.State.PAUSE) {
      takes.tick(now());
      onChange.run();
    }
  }

  void show() {
    view.show(takes, now(), isReady(), hint());
  }

  private String hint() {
    if (signer.isEmpty()) {
      return "Who signs? Type a name, then Enter.";
    }
    return broken ? "The samples cannot be opened, so nothing can be recorded." : "";
  }

  // ---- what the recorder does

  @Override
  public boolean begin(String letter, int count) {
    CameraInfo camera = session.camera().info();
    if (!isReady() || camera == null) {
      return false;
    }
    RecordSettings wish = view.form.settings();
    double rate = camera.fps() > 0 ? Math.min(wish.rate(), camera.fps()) : wish.rate();
    view.form.letters.choose(letter);
    recorder.begin(new Burst(signer, letter, camera.name(), rate, count, wish.skip()));
    return true;
  }

  @Override
  public void stop() {
    recorder.stop();
  }

  // ---- what comes of it

  @Override
  public void picture(Recorder.Progress progress) {
    Burst burst = progress.burst();
    if (progress.sample() != null) {
      fresh.add(progress.sample());
      if (burst.signer().equals(signer)) {
        view.form.letters.count(burst.letter());
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
                ModelState.words(burst.letter()),
                burst.signer(),
                last.skipped() == 0 ? "" : ", did not keep " + last.skipped()));
    if (!sentence.isEmpty()) {
      failure = sentence;
      view.notice.warn(sentence);
    } else if (last.kept() > 0 && view.notice.sentence().equals(failure)) {
      view.notice.setVisible(false); // it can be written again
    }
    if (newest) {
      takes.ended(why == Recorder.End.COMPLETE, now());
      onChange.run();
    }
  }

  /** Waits until what was taken is written: not on the Swing thread. */
  @Override
  public void close() {
    if (recorder != null) {
      recorder.close();
    }
  }
}
