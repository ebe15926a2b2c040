package org.signcam.ui.models;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.swing.JComponent;
import org.signcam.model.ModelStore;
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

  private final SharedSession session;
  private final SharedStore store;
  private final Questions questions;
  private final ModelsView view = new ModelsView();
  private final Comparing comparing;
  private boolean visible;

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
    comparing = new Comparing(session, view);
    view.list.addListSelectionListener(e -> update());
    view.use.addActionListener(e -> session.chooseModel(chosen().file()));
    view.makeDefault.addActionListener(e -> makeDefault());
    view.rename.addActionListener(e -> rename());
    view.export.addActionListener(e -> export());
    view.delete.addActionListener(e -> delete());
    view.importModel.addActionListener(e -> importModel());
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
    store.open(comparing::read, comparing::broken);
  }

  @Override
  public void hidden() {
    visible = false;
    comparing.stop();
  }

  @Override
  public boolean escape() {
    return comparing.stop();
  }

  @Override
  public void close() {
    comparing.stop();
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
    boolean ships = readable && ModelStore.ships(entry.file());
    view.rename.setEnabled(readable && !ships && !entry.isInUse());
    view.rename.setToolTipText(
        ships
            ? "A model that ships keeps its name"
            : "Give it another name, while it is not in use");
    view.export.setEnabled(readable);
    boolean deletable = entry != null && !ModelStore.ships(entry.file());
    view.delete.setEnabled(deletable && !entry.isInUse() && !entry.isDefault());
    view.delete.setToolTipText(
        deletable
            ? "Delete it for good, while it is neither in use nor the default"
            : "A model that ships stays");
    comparing.update(entry);
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

  private void delete() {
    ModelEntry entry = chosen();
    if (questions.mayDelete(entry.name())) {
      change(
          () -> {
            ModelStore.delete(entry.file());
            return session.model().file();
          },
          file -> entry.name() + " was deleted.");
    }
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

  // ---- off the Swing thread

  private <T> void work(Callable<T> what, Consumer<T> then) {
    work(what, then, () -> {});
  }

  private <T> void work(Callable<T> what, Consumer<T> then, Runnable last) {
    Background.run(what, then, view.notice::warn, last);
  }
}
