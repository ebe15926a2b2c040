package org.signcam.ui.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.swing.JComponent;
import javax.swing.JFileChooser;
import javax.swing.JOptionPane;
import javax.swing.SwingUtilities;
import javax.swing.SwingWorker;
import javax.swing.filechooser.FileNameExtensionFilter;
import org.signcam.base.UserException;
import org.signcam.evaluate.Figures;
import org.signcam.evaluate.Share;
import org.signcam.model.GestureModel;
import org.signcam.model.ModelStore;
import org.signcam.samples.SampleSet;
import org.signcam.samples.SampleStore;
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
  private final ModelsView view = new ModelsView();
  private SampleSet samples; // null until the store has been read
  private boolean comparing;
  private volatile boolean stopping;

  public ModelsTab(SharedSession session, SharedStore store) {
    this.session = session;
    this.store = store;
    view.list.addListSelectionListener(e -> update());
    view.use.addActionListener(e -> session.chooseModel(chosen().file()));
    view.makeDefault.addActionListener(
        e ->
            change(
                () -> {
                  ModelStore.setDefault(chosen().file());
                  return chosen().file();
                },
                file ->
                    view.notice.tell(chosen().name() + " is used from now on at every start.")));
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
    list(null);
    store.open(this::read, sentence -> {}); // without samples there is nothing to compare on
  }

  @Override
  public void hidden() {
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
    if (view.isShowing()) {
      list(null);
    }
  }

  private ModelEntry chosen() {
    return view.list.getSelectedValue();
  }

  // ---- the list

  /** Reads the models folder anew. */
  private void list(Path toSelect) {
    Path before = toSelect != null ? toSelect : chosen() == null ? null : chosen().file();
    Path inUse = session.model().file();
    work(
        () -> entries(inUse),
        found -> {
          view.entries.clear();
          view.other.removeAllItems();
          found.forEach(
              entry -> {
                view.entries.addElement(entry);
                view.other.addItem(entry);
              });
          int at = 0;
          for (int i = 0; i < found.size(); i++) {
            Path wanted = before == null ? inUse : before;
            at = same(found.get(i).file(), wanted) ? i : at;
          }
          view.list.setSelectedIndex(found.isEmpty() ? -1 : at);
          if (found.size() > 1) {
            view.other.setSelectedIndex(at == 0 ? 1 : 0);
          }
          update();
        });
  }

  private static boolean same(Path a, Path b) {
    return b != null && a.toAbsolutePath().normalize().equals(b.toAbsolutePath().normalize());
  }

  private static List<ModelEntry> entries(Path inUse) {
    Path standard = ModelStore.defaultModel();
    List<ModelEntry> entries = new ArrayList<>();
    for (Path file : ModelStore.list()) {
      List<String> marks = new ArrayList<>();
      if (same(file, inUse)) {
        marks.add("in use");
      }
      if (same(file, standard)) {
        marks.add("default");
      }
      String mark = String.join(", ", marks);
      try {
        entries.add(new ModelEntry(file, Files.size(file), GestureModel.card(file), "", mark));
      } catch (UserException | IOException e) {
        entries.add(new ModelEntry(file, 0, null, e.getMessage(), mark));
      }
    }
    return entries;
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

  private void update() {
    ModelEntry entry = chosen();
    boolean readable = entry != null && entry.card() != null;
    view.name.setText(entry == null ? "There are no models" : entry.name());
    Map<String, String> facts = new LinkedHashMap<>();
    if (readable) {
      facts = CardText.rows(entry.card(), entry.bytes());
    } else {
      facts.put(
          "", entry == null ? "Import one, or train one on the Train tab." : entry.sentence());
    }
    view.showFacts(facts);
    boolean inUse = readable && entry.mark().contains("in use");
    view.use.setEnabled(readable && !inUse);
    view.makeDefault.setEnabled(readable && !entry.mark().contains("default"));
    view.rename.setEnabled(readable && !entry.name().equals(ModelStore.DEFAULT) && !inUse);
    view.export.setEnabled(readable);
    boolean pictures = samples != null && !samples.isEmpty();
    view.compare.setEnabled(readable && pictures && view.entries.size() > 1 && !comparing);
    view.compare.setVisible(!comparing);
    view.stop.setVisible(comparing);
    view.bar.setVisible(comparing);
    view.hint.setText(
        view.entries.size() < 2
            ? "There is only one model: train another on the Train tab."
            : pictures ? "" : "There are no samples to compare on: record some.");
  }

  // ---- what the user does

  private void rename() {
    Object given =
        JOptionPane.showInputDialog(
            view,
            "Name",
            "Rename the model",
            JOptionPane.PLAIN_MESSAGE,
            null,
            null,
            chosen().name());
    if (given != null) {
      Path file = chosen().file();
      change(() -> ModelStore.rename(file, given.toString().strip()), this::list);
    }
  }

  private void export() {
    JFileChooser chooser = chooser("Export the model");
    chooser.setSelectedFile(Path.of(chosen().name() + ".safetensors").toFile());
    if (chooser.showSaveDialog(view) == JFileChooser.APPROVE_OPTION) {
      Path from = chosen().file();
      Path to = chooser.getSelectedFile().toPath();
      Path named =
          to.toString().endsWith(".safetensors")
              ? to
              : to.resolveSibling(to.getFileName() + ".safetensors");
      change(
          () -> {
            ModelStore.export(from, named);
            return named;
          },
          file -> view.notice.tell("Copied to " + file));
    }
  }

  private void importModel() {
    JFileChooser chooser = chooser("Import a model");
    if (chooser.showOpenDialog(view) == JFileChooser.APPROVE_OPTION) {
      Path from = chooser.getSelectedFile().toPath();
      change(
          () -> ModelStore.importModel(from),
          file -> {
            list(file);
            view.notice.tell("Imported as " + file);
          });
    }
  }

  private static JFileChooser chooser(String title) {
    JFileChooser chooser = new JFileChooser();
    chooser.setDialogTitle(title);
    chooser.setFileFilter(new FileNameExtensionFilter("Models (*.safetensors)", "safetensors"));
    return chooser;
  }

  private void change(Callable<Path> what, Consumer<Path> then) {
    work(
        what,
        file -> {
          list(null);
          then.accept(file);
        });
  }

  private void compare() {
    ModelEntry first = chosen();
    ModelEntry second = (ModelEntry) view.other.getSelectedItem();
    Object whose = view.pictures.getSelectedItem();
    if (second == null || second.card() == null || same(first.file(), second.file())) {
      view.notice.warn("Choose another model to compare " + first.name() + " with.");
      return;
    }
    SampleSet set =
        EVERYBODY.equals(whose) ? samples : samples.filter(s -> s.signer().equals(whose));
    comparing = true;
    stopping = false;
    view.showFigures(List.of());
    view.bar.setIndeterminate(true);
    view.bar.setString("");
    update();
    work(
        () ->
            Comparison.of(
                List.of(first.file(), second.file()), set, () -> stopping, this::progressed),
        figures -> view.showFigures(table(first, second, figures)),
        () -> {
          comparing = false;
          update();
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

  static List<List<String>> table(ModelEntry first, ModelEntry second, List<Figures> figures) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("", first.name(), second.name()));
    rows.add(row("Letters read right", figures, f -> percent(f.accuracy())));
    rows.add(row("Mean of the people", figures, f -> percent(f.meanSignerAccuracy())));
    rows.add(row("Worst of them", figures, f -> percent(f.worstSignerAccuracy())));
    rows.add(row("Answered", figures, f -> percent(f.coverage())));
    rows.add(row("Right when answered", figures, f -> percent(f.accuracyWhenAnswered())));
    rows.add(
        row("Letters seen where there is no hand", figures, f -> share(f.falseAcceptNothing())));
    rows.add(row("Other signs taken for letters", figures, f -> share(f.falseAcceptOther())));
    return rows;
  }

  private static List<String> row(
      String what, List<Figures> figures, Function<Figures, String> cell) {
    return List.of(what, cell.apply(figures.get(0)), cell.apply(figures.get(1)));
  }

  private static String percent(Double share) {
    return share == null ? "–" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private static String share(Share share) {
    return share == null ? "–" : share.count() + " of " + share.of();
  }

  // ---- off the Swing thread

  private <T> void work(Callable<T> what, Consumer<T> then) {
    work(what, then, () -> {});
  }

  private <T> void work(Callable<T> what, Consumer<T> then, Runnable last) {
    new SwingWorker<T, Void>() {
      @Override
      protected T doInBackground() throws Exception {
        return what.call();
      }

      @Override
      protected void done() {
        last.run();
        try {
          then.accept(get());
        } catch (ExecutionException e) {
          if (e.getCause() instanceof UserException) {
            view.notice.warn(e.getCause().getMessage());
          } else if (!(e.getCause() instanceof CancellationException)) {
            throw new IllegalStateException("Models", e.getCause());
          }
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }.execute();
  }
}
