package org.signcam.ui.models;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.swing.JComponent;
import javax.swing.SwingUtilities;
import org.signcam.model.ModelStore;
import org.signcam.samples.SampleSet;
import org.signcam.samples.SampleStore;
import org.signcam.ui.Background;
import org.signcam.ui.ModelState;
import org.signcam.ui.Notice;
import org.signcam.ui.SharedSession;
import org.signcam.ui.SharedStore;
import org.signcam.ui.Tab;

/** Which models there are, what each says of itself, and two on the same pictures. Swing thread. */
public final class ModelsTab implements Tab, SharedSession.Listener {
  /** See {@link Tab#key}. */
  public static final String KEY = "models";

  private static final String EVERYBODY = "everybody recorded";

  private final SharedSession session;
  private final SharedStore store;
  private final Questions questions;
  private final ModelsView view = new ModelsView();
  private SampleSet samples; // null until the store has been read
  private boolean comparing;
  private boolean visible;
  private volatile boolean stopping;

  public ModelsTab(SharedSession session, SharedStore store) {
    this(session, store, null);
  }

  /**
   * @param questions null for dialogs
   */
  ModelsTab(SharedSession session, SharedStore store, Questions questions) {
    this.session = session;
    this.store = store;
    this.questions = questions == null ? new ModelDialogs(view) : questions;
    view.list.addListSelectionListener(e -> selected());
    view.use.addActionListener(e -> session.chooseModel(chosen().file()));
    view.makeDefault.addActionListener(e -> makeDefault());
    view.rename.addActionListener(e -> rename());
    view.export.addActionListener(e -> export());
    view.importModel.addActionListener(e -> importModel());
    view.compare.addActionListener(e -> compare());
    view.stop.addActionListener(e -> stopping = true);
    session.addListener(this);
    update();
  }

  @Override
  public String title() {
    return "Models";
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
    return view.list;
  }

  @Override
  public Notice notice() {
    return view.notice;
  }

  @Override
  public void shown() {
    visible = true;
    list(null);
    store.open(this::read, sentence -> {}); // without samples there is nothing to compare on
  }

  @Override
  public void hidden() {
    visible = false;
    stopping = true;
  }

  @Override
  public boolean escape() {
    stopping = true;
    return comparing;
  }

  @Override
  public void close() {
    stopping = true;
  }

  @Override
  public void modelChanged(ModelState state) {
    if (visible && state.kind() != ModelState.Kind.LOADING) {
      list(null);
    }
  }

  private ModelEntry chosen() {
    return view.list.getSelectedValue();
  }

  // ---- the list

  /**
   * Reads the models folder anew.
   *
   * @param toSelect null for what is selected now
   */
  private void list(Path toSelect) {
    Path before = toSelect != null ? toSelect : chosen() == null ? null : chosen().file();
    boolean failed = session.model().kind() == ModelState.Kind.FAILED;
    Path inUse = failed ? null : session.model().file();
    work(
        () -> ModelEntry.all(inUse),
        found -> {
          view.entries.clear();
          view.other.removeAllItems();
          view.entries.addAll(found);
          found.stream().filter(ModelEntry::isReadable).forEach(view.other::addItem);
          int at = 0;
          for (int i = 0; i < found.size(); i++) {
            Path wanted = before == null ? inUse : before;
            at = ModelEntry.same(found.get(i).file(), wanted) ? i : at;
          }
          view.list.setSelectedIndex(found.isEmpty() ? -1 : at);
          view.list.ensureIndexIsVisible(at);
          update();
        });
  }

  private void read(SampleStore open) {
    work(
        open::set,
        set -> {
          samples = set;
          Object before = view.pictures.getSelectedItem();
          view.pictures.removeAllItems();
          view.pictures.addItem(EVERYBODY);
          set.signers().forEach(view.pictures::addItem);
          view.pictures.setSelectedItem(before == null ? EVERYBODY : before);
          update();
        });
  }

  private void selected() {
    int at = view.other.getSelectedIndex();
    if (chosen() != null
        && view.other.getItemCount() > 1
        && chosen().equals(view.other.getItemAt(at))) {
      view.other.setSelectedIndex(at == 0 ? 1 : 0); // nobody compares a model with itself
    }
    update();
  }

  private void update() {
    ModelEntry entry = chosen();
    boolean readable = entry != null && entry.isReadable();
    view.name.setText(entry == null ? "There are no models" : entry.name());
    view.showFacts(readable ? CardText.rows(entry.card(), entry.bytes()) : Map.of());
    view.showProblem(
        readable
            ? ""
            : entry == null ? "Import one with the button on the left." : entry.sentence());
    view.use.setEnabled(readable && !entry.isInUse());
    view.makeDefault.setEnabled(readable && !entry.isDefault());
    boolean ships = readable && entry.name().equals(ModelStore.DEFAULT);
    view.rename.setEnabled(readable && !ships && !entry.isInUse());
    view.rename.setToolTipText(
        ships
            ? "The model that ships keeps its name"
            : "Give it another name, while it is not in use");
    view.export.setEnabled(readable);
    boolean pictures = samples != null && !samples.isEmpty();
    int models = view.other.getItemCount();
    view.compare.setEnabled(readable && pictures && models > 1 && !comparing);
    view.compare.setVisible(!comparing);
    view.stop.setVisible(comparing);
    view.bar.setVisible(comparing);
    view.hint.setText(
        models < 2
            ? "That takes two models: train another on the Train tab, or import one."
            : pictures ? "" : "There are no samples to compare on: record some.");
  }

  // ---- what the user does

  private void makeDefault() {
    ModelEntry entry = chosen();
    change(
        () -> {
          ModelStore.setDefault(entry.file());
          return entry.file();
        },
        file -> entry.name() + " is used from now on at every start.");
  }

  private void rename() {
    ModelEntry entry = chosen();
    questions
        .newName(entry.name())
        .filter(name -> !name.equals(entry.name()))
        .ifPresent(
            name ->
                change(() -> ModelStore.rename(entry.file(), name), file -> "Renamed to " + name));
  }

  private void export() {
    ModelEntry entry = chosen();
    questions
        .exportTo(entry.name())
        .ifPresent(
            to ->
                change(
                    () -> {
                      ModelStore.export(entry.file(), to);
                      return entry.file();
                    },
                    file -> "Copied to " + to));
  }

  private void importModel() {
    questions
        .toImport()
        .ifPresent(
            from -> change(() -> ModelStore.importModel(from), file -> "Imported as " + file));
  }

  /**
   * Changes the models folder.
   *
   * @param what gives the model to select
   * @param words say what was done
   */
  private void change(Callable<Path> what, Function<Path, String> words) {
    work(
        what,
        file -> {
          list(file);
          view.notice.tell(words.apply(file));
        });
  }

  private void compare() {
    ModelEntry first = chosen();
    ModelEntry second = (ModelEntry) view.other.getSelectedItem();
    Object whose = view.pictures.getSelectedItem();
    if (second == null || !second.isReadable() || ModelEntry.same(first.file(), second.file())) {
      view.notice.warn("Choose another model to compare " + first.name() + " with.");
      return;
    }
    SampleSet set =
        EVERYBODY.equals(whose) ? samples : samples.filter(s -> s.signer().equals(whose));
    comparing = true;
    stopping = false;
    view.showFigures(List.of(), "");
    view.bar.setIndeterminate(true);
    view.bar.setString("");
    update();
    ModelsView.reveal(view.bar);
    view.stop.requestFocusInWindow();
    work(
        () ->
            Comparison.of(
                List.of(first.file(), second.file()),
                set,
                session.device(),
                () -> stopping,
                this::progressed),
        figures ->
            view.showFigures(
                ComparisonTable.rows(first.name(), second.name(), figures),
                ComparisonTable.caution(List.of(first, second), set.signers())),
        () -> {
          boolean keyboard = view.stop.isFocusOwner(); // it goes
          comparing = false;
          update();
          if (keyboard) {
            view.compare.requestFocusInWindow();
          }
        });
  }

  private void progressed(int done, int all) {
    SwingUtilities.invokeLater(
        () -> {
          view.bar.setIndeterminate(false);
          view.bar.setMaximum(all);
          view.bar.setValue(done);
          view.bar.setString(done + " of " + all);
        });
  }

  // ---- off the Swing thread

  private <T> void work(Callable<T> what, Consumer<T> then) {
    work(what, then, () -> {});
  }

  private <T> void work(Callable<T> what, Consumer<T> then, Runnable last) {
    Background.run(what, then, view.notice::warn, last);
  }
}
