package org.signcam.ui.models;

import java.util.List;
import javax.swing.SwingUtilities;
import org.signcam.samples.SampleSet;
import org.signcam.samples.SampleStore;
import org.signcam.ui.Background;
import org.signcam.ui.SharedSession;

/** Two models on the same pictures. Swing thread, but for {@link #stop}. */
final class Comparing {
  private static final String EVERYBODY = "everybody recorded";

  private final SharedSession session;
  private final ModelsView view;
  private SampleSet samples; // null until the store has been read
  private String unopened; // why it cannot be, or null
  private boolean running;
  private volatile boolean stopping;

  Comparing(SharedSession session, ModelsView view) {
    this.session = session;
    this.view = view;
    view.compare.addActionListener(e -> compare());
    view.stop.addActionListener(e -> stop());
  }

  /** The samples cannot be read: a sentence says why. */
  void broken(String sentence) {
    unopened = sentence;
    update(first());
  }

  /** Reads whose pictures there are. */
  void read(SampleStore open) {
    unopened = null;
    Background.run(
        open::set,
        set -> {
          samples = set;
          Object before = view.pictures.getSelectedItem();
          view.pictures.removeAllItems();
          view.pictures.addItem(EVERYBODY);
          set.signers().forEach(view.pictures::addItem);
          view.pictures.setSelectedItem(before == null ? EVERYBODY : before);
          update(first());
        },
        view.notice::warn,
        () -> {});
  }

  private ModelEntry first() {
    return view.list.getSelectedValue();
  }

  /**
   * Another model is chosen, or there are others.
   *
   * @param first may be {@code null}
   */
  void update(ModelEntry first) {
    int at = view.other.getSelectedIndex();
    if (first != null && view.other.getItemCount() > 1 && first.equals(view.other.getItemAt(at))) {
      view.other.setSelectedIndex(at == 0 ? 1 : 0); // nobody compares a model with itself
    }
    boolean readable = first != null && first.isReadable();
    boolean pictures = samples != null && !samples.isEmpty();
    int models = view.other.getItemCount();
    view.compare.setEnabled(readable && pictures && models > 1 && !running);
    view.compare.setVisible(!running);
    view.stop.setVisible(running);
    view.bar.setVisible(running);
    view.hint.setText(hint(models, pictures));
  }

  private String hint(int models, boolean pictures) {
    if (models < 2) {
      return "That takes two models: train another on the Train tab, or import one.";
    }
    if (unopened != null) {
      return unopened;
    }
    return pictures ? "" : "There are no samples to compare on: record some.";
  }

  private void compare() {
    ModelEntry first = first();
    ModelEntry second = (ModelEntry) view.other.getSelectedItem();
    Object whose = view.pictures.getSelectedItem();
    if (second == null || !second.isReadable() || ModelEntry.same(first.file(), second.file())) {
      view.notice.warn("Choose another model to compare " + first.name() + " with.");
      return;
    }
    SampleSet set =
        EVERYBODY.equals(whose) ? samples : samples.filter(s -> s.signer().equals(whose));
    running = true;
    stopping = false;
    view.showFigures(List.of(), "");
    view.bar.setIndeterminate(true);
    view.bar.setString("");
    update(first);
    ModelsView.reveal(view.bar);
    view.stop.requestFocusInWindow();
    Background.run(
        () ->
            Comparison.of(
                List.of(first.file(), second.file()),
                set,
                session.device(),
                () -> stopping,
                (done, all) -> progressed(first.name() + " and " + second.name(), done, all)),
        figures ->
            view.showFigures(
                ComparisonTable.rows(first.name(), second.name(), figures),
                ComparisonTable.caution(List.of(first, second), set.signers())),
        view.notice::warn,
        () -> {
          boolean keyboard = view.stop.isFocusOwner(); // it goes
          running = false;
          update(first());
          if (keyboard) {
            view.compare.requestFocusInWindow();
          }
        });
  }

  private void progressed(String names, int done, int all) {
    SwingUtilities.invokeLater(
        () -> {
          view.bar.setIndeterminate(false);
          view.bar.setMaximum(all);
          view.bar.setValue(done);
          view.bar.setString("%s: %d of %d".formatted(names, done, all));
        });
  }

  /** Ends a comparison; says whether there was one. Any thread. */
  boolean stop() {
    stopping = true;
    return running;
  }
}
