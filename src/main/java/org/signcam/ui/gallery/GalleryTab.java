package org.signcam.ui.gallery;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.swing.AbstractButton;
import javax.swing.JComponent;
import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;
import org.signcam.base.UserException;
import org.signcam.model.Classifier;
import org.signcam.samples.Sample;
import org.signcam.samples.SampleSet;
import org.signcam.ui.FileDrop;
import org.signcam.ui.MessagePane.Choice;
import org.signcam.ui.MessagePane.Message;
import org.signcam.ui.ModelState;
import org.signcam.ui.Notice;
import org.signcam.ui.SharedSession;
import org.signcam.ui.SharedStore;
import org.signcam.ui.Tab;

/**
 * Looks through the recorded pictures: chooses, deletes, relabels, asks the model, imports and
 * exports. Swing thread, but for {@link #close}.
 */
public final class GalleryTab implements Tab, SharedSession.Listener {
  /** See {@link Tab#key}. */
  public static final String KEY = "gallery";

  private static final long THUMBNAIL_BYTES = 64L << 20;

  /** How the tab comes by a model of its own: one more than the live recognizer's. */
  public interface ModelUse {
    /**
     * Loads a file, has it used, and closes it.
     *
     * @throws UserException when it cannot be loaded
     */
    void with(Path file, Consumer<Classifier> use);
  }

  private final Questions questions;
  private final Thumbnails thumbnails;
  private final Opinions opinions = new Opinions();
  private final GalleryView view;
  private final StoreWork work;
  private final Asking asking;
  private final Edits edits;
  private final Erasing erasing;
  private final Importing importing;
  private final Exporting exporting;
  private boolean visible;

  /**
   * Makes the tab; the store is opened when it is first shown.
   *
   * @param models loads the model that the session names
   * @param questions asks the user
   */
  public GalleryTab(
      SharedSession session, SharedStore shared, ModelUse models, Questions questions) {
    this.questions = questions;
    int threads = Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors() / 2));
    thumbnails = new Thumbnails(THUMBNAIL_BYTES, threads, Thumbnails::read, this::made);
    view = new GalleryView(new ThumbnailPane(thumbnails, opinions::get));
    work = new StoreWork(shared, view.changing, view.notice, this::show);
    asking = new Asking(models, opinions, view, this::show);
    edits = new Edits(work, view, questions, opinions);
    erasing = new Erasing(work, questions, view.notice);
    importing = new Importing(work, questions, view.notice);
    exporting = new Exporting(work, questions, view.notice);
    work.onPictures(this::read);
    view.filters.onChoice(this::arrange);
    view.pictures.onSelection(this::show);
    bind();
    modelChanged(session.model());
    session.addListener(this);
  }

  private void bind() {
    button(view.importing, () -> look(questions.toImport()));
    button(view.export, () -> exporting.export(shownSamples(), view.pictures.selection.samples()));
    button(view.ask, () -> asking.ask(shownSamples()));
    button(view.delete, edits::delete);
    button(view.relabel, this::relabel);
    button(view.move, edits::move);
    button(view.undo, edits::undo);
    button(view.restoreTrash, edits::restoreTrash);
    button(view.emptyTrash, erasing::emptyTrash);
    button(view.erase, () -> erasing.signer(view.filters.signer()));
    view.setTransferHandler(new FileDrop(this::look));
    key("DELETE", edits::delete);
    key("BACK_SPACE", edits::delete);
    key("R", this::relabel);
    key("M", edits::move);
    for (String ctrl : new String[] {"control", "meta"}) {
      PaneKeys.bind(
          view,
          JComponent.WHEN_IN_FOCUSED_WINDOW, // a deletion may take the focus with it
          KeyStroke.getKeyStroke(ctrl + " Z"),
          edits::undo);
    }
  }

  private static void button(AbstractButton button, Runnable action) {
    button.addActionListener(e -> action.run());
  }

  private void key(String name, Runnable action) {
    PaneKeys.bind(view.pictures, JComponent.WHEN_FOCUSED, KeyStroke.getKeyStroke(name), action);
  }

  private void relabel() {
    edits.relabel(asking.card());
  }

  /** Looks at folders and zip files, says what is in them, and imports that if it is wanted. */
  void look(List<Path> sources) {
    importing.look(sources);
  }

  private void made(Sample sample) {
    SwingUtilities.invokeLater(view.pictures::repaint);
  }

  // ---- the tab

  @Override
  public String title() {
    return "Gallery";
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
    SampleSet samples = work.samples();
    return samples == null || samples.isEmpty() ? view.importing : view.pictures;
  }

  @Override
  public Notice notice() {
    return view.notice;
  }

  @Override
  public Map<String, String> keys() {
    Map<String, String> rows = new LinkedHashMap<>();
    rows.put("← ↑ ↓ →", "Choose a picture");
    rows.put("Shift", "With these: choose all up to there");
    rows.put("Ctrl", "With these: go there, choose nothing");
    rows.put("Space", "Choose one more, or one less");
    rows.put("Ctrl+A", "Choose all that are shown");
    rows.put("Delete", "Move to the trash");
    rows.put("R", "Give another letter");
    rows.put("M", "Move to another signer");
    rows.put("Ctrl+Z", "Take the last change back");
    return rows;
  }

  @Override
  public void setBare(boolean bare) {
    view.setBare(bare);
  }

  @Override
  public void shown() {
    visible = true;
    view.pictures.setActive(true);
    work.open();
  }

  @Override
  public void hidden() {
    visible = false;
    view.pictures.setActive(false);
  }

  @Override
  public boolean escape() {
    if (view.pictures.selection.count() == 0) {
      return false;
    }
    view.pictures.selection.clear();
    view.pictures.changed();
    return true;
  }

  @Override
  public void close() {
    asking.close();
    work.close();
    thumbnails.close();
  }

  @Override
  public void modelChanged(ModelState state) {
    if (state != null && state.kind() == ModelState.Kind.READY) {
      asking.setModel(state);
    }
    show();
  }

  // ---- what is shown

  /** The pictures as they are now. */
  private void read(SampleSet samples) {
    view.filters.offer(samples);
    arrange();
    if (visible && !samples.isEmpty() && view.importing.isFocusOwner()) {
      view.pictures.requestFocusInWindow();
    }
  }

  private void arrange() {
    if (work.samples() != null) {
      view.pictures.setArrangement(
          Arrangement.of(
              work.samples().samples(),
              view.filters.filter(),
              view.filters.order(),
              opinions::given));
      show();
    }
  }

  private List<Sample> shownSamples() {
    return view.pictures.arrangement().samples();
  }

  /** Everything that follows from the state. */
  private void show() {
    boolean any = !shownSamples().isEmpty();
    boolean writes = work.mayChange();
    boolean editable = edits.areOpen();
    boolean undoes = edits.canUndo();
    view.importing.setEnabled(writes);
    view.export.setEnabled(work.isFree() && any);
    view.more.setEnabled(writes);
    view.ask.setEnabled(any && asking.isOpen());
    view.delete.setEnabled(editable);
    view.relabel.setEnabled(editable);
    view.move.setEnabled(editable);
    view.undo.setEnabled(undoes);
    view.undo.setToolTipText(
        undoes ? "Take back " + work.changes().newest() + " (Ctrl+Z)" : "Nothing to take back");
    view.erase.setEnabled(writes);
    view.status.setText(status());
    view.setUsable(work.broken() == null);
    view.show(message());
  }

  private String status() {
    if (work.samples() == null) {
      return " ";
    }
    int shown = shownSamples().size();
    int all = work.samples().size();
    int chosen = view.pictures.selection.count();
    return Changes.pictures(shown)
        + (shown < all ? " of %,d".formatted(all) : "")
        + (chosen > 0 ? ", %,d chosen".formatted(chosen) : "");
  }

  /** What stands in place of the pictures; null where there are some to show. */
  private Message message() {
    if (work.broken() != null) {
      return new Message(
          "No samples to show", work.broken(), List.of(new Choice("Try again", 'T', work::open)));
    }
    if (work.samples() == null) {
      return new Message("Opening the samples…", "", List.of());
    }
    if (work.samples().isEmpty()) {
      return new Message(
          "No pictures yet",
          edits.canUndo()
              ? "Undo takes back " + work.changes().newest() + "."
              : "Record some on the Record tab, or drop a folder or zip file of pictures here.",
          List.of(new Choice("Import…", 'I', view.importing::doClick)));
    }
    if (shownSamples().isEmpty()) {
      return new Message(
          "No picture is like that",
          "There are pictures of other signers, letters or sessions.",
          List.of(new Choice("Show all", 'S', this::showAll)));
    }
    return null;
  }

  private void showAll() {
    view.filters.showAll();
    view.pictures.requestFocusInWindow();
  }
}
