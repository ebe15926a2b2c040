package org.signcam.ui.gallery;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.swing.AbstractButton;
import javax.swing.JComponent;
import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;
import org.signcam.base.NaturalOrder;
import org.signcam.base.UserException;
import org.signcam.model.Classifier;
import org.signcam.samples.Sample;
import org.signcam.samples.SampleExport;
import org.signcam.samples.SampleSet;
import org.signcam.samples.SampleStore;
import org.signcam.train.TrainingTraces;
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
  private static final List<String> LETTERS = List.of("A", "B", "C", "D", "E", "F", "G", "H", "I");

  /** How the tab comes by a model of its own: one more than the live recognizer's. */
  public interface ModelUse {
    /**
     * Loads a file, has it used, and closes it.
     *
     * @throws UserException when it cannot be loaded
     */
    void with(Path file, Consumer<Classifier> use);
  }

  private final SharedStore shared;
  private final ModelUse models;
  private final Questions questions;
  private final Thumbnails thumbnails;
  private final Opinions opinions = new Opinions();
  private final GalleryView view;
  private final Work changing; // what changes or reads the store, one at a time
  private final Work looking; // the model
  private ModelState model; // the one in use; null before the first
  private SampleStore store; // null until it is open
  private Changes changes; // with the store
  private SampleSet samples; // null until they have been read
  private String broken; // why the store cannot be opened, or null
  private int noticed; // how many of the store's notices have been shown
  private boolean filling;
  private boolean visible;

  /**
   * Makes the tab; the store is opened when it is first shown.
   *
   * @param models loads the model that the session names
   * @param questions asks the user
   */
  public GalleryTab(
      SharedSession session, SharedStore shared, ModelUse models, Questions questions) {
    this.shared = shared;
    this.models = models;
    this.questions = questions;
    int threads = Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors() / 2));
    thumbnails = new Thumbnails(THUMBNAIL_BYTES, threads, Thumbnails::read, this::made);
    view = new GalleryView(new ThumbnailPane(thumbnails, opinions::get, this::show));
    changing = new Work("signcam-gallery", view.changing, view.notice::warn, this::show);
    looking = new Work("signcam-asking", view.looking, view.notice::warn, this::show);
    bind();
    modelChanged(session.model());
    session.addListener(this);
    show();
  }

  private void bind() {
    for (var box : List.of(view.signer, view.label, view.session, view.order)) {
      box.addActionListener(
          e -> {
            if (!filling) {
              arrange();
            }
          });
    }
    button(view.importing, () -> look(questions.toImport()));
    button(view.export, this::export);
    button(view.ask, this::ask);
    button(view.delete, this::delete);
    button(view.relabel, this::relabel);
    button(view.move, this::move);
    button(view.undo, this::undo);
    button(view.restoreTrash, this::restoreTrash);
    button(view.emptyTrash, this::emptyTrash);
    button(view.erase, this::erase);
    view.setTransferHandler(new FileDrop(this::look));
    key("DELETE", this::delete);
    key("BACK_SPACE", this::delete);
    key("R", this::relabel);
    key("M", this::move);
    for (String ctrl : new String[] {"control", "meta"}) {
      PaneKeys.bind(
          view,
          JComponent.WHEN_ANCESTOR_OF_FOCUSED_COMPONENT,
          KeyStroke.getKeyStroke(ctrl + " Z"),
          this::undo);
    }
  }

  private static void button(AbstractButton button, Runnable action) {
    button.addActionListener(e -> action.run());
  }

  private void key(String name, Runnable action) {
    PaneKeys.bind(view.pictures, JComponent.WHEN_FOCUSED, KeyStroke.getKeyStroke(name), action);
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
    open();
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
    looking.close();
    changing.close();
    thumbnails.close();
  }

  @Override
  public void modelChanged(ModelState state) {
    if (state != null && state.kind() == ModelState.Kind.READY) {
      looking.stop();
      model = state;
      opinions.of(state.file());
      view.pictures.repaint();
    }
    show();
  }

  // ---- the store

  private void open() {
    broken = null;
    shared.open(
        opened -> {
          if (store == null) {
            store = opened;
            changes = new Changes(opened);
          }
          if (!changing.isBusy()) {
            reload("Reading the pictures", () -> null, set -> {});
          }
          show();
        },
        sentence -> {
          broken = sentence;
          show();
        });
    show();
  }

  /** What a change to the store came to, and the pictures as they are then. */
  private record Result<T>(T outcome, RuntimeException failure, SampleSet now, List<String> told) {}

  /** Changes the store, and shows what is then there; also after a change that half failed. */
  private <T> void reload(String words, Supplier<T> change, Consumer<T> then) {
    reload(words, false, steps -> change.get(), then);
  }

  private <T> void reload(String words, boolean stoppable, Work.Task<T> change, Consumer<T> then) {
    changing.start(
        words,
        stoppable,
        steps -> {
          T outcome = null;
          RuntimeException failure = null;
          try {
            outcome = change.run(steps);
          } catch (RuntimeException e) {
            failure = e;
          }
          return new Result<>(outcome, failure, store.set(), store.notices());
        },
        result -> {
          samples = result.now();
          fillFilters();
          arrange();
          tellNotices(result.told());
          if (result.failure() == null) {
            then.accept(result.outcome());
          } else if (result.failure() instanceof UserException e) {
            view.notice.warn(e.getMessage());
          } else if (result.failure() instanceof CancellationException) {
            view.notice.tell("Stopped. What was imported before stays.");
          } else {
            throw new IllegalStateException(words, result.failure());
          }
          if (visible && !samples.isEmpty() && view.importing.isFocusOwner()) {
            view.pictures.requestFocusInWindow();
          }
        },
        () -> {});
  }

  private void tellNotices(List<String> told) {
    if (told.size() > noticed) {
      view.notice.warn(String.join(" ", told.subList(noticed, told.size())));
      noticed = told.size();
    }
  }

  // ---- what is shown

  private void fillFilters() {
    filling = true;
    try {
      List<GalleryView.Choice<String>> signers = all(GalleryView.ALL_SIGNERS);
      samples.signers().forEach(s -> signers.add(new GalleryView.Choice<>(s, s)));
      GalleryView.fill(view.signer, signers);
      List<GalleryView.Choice<String>> labels = all(GalleryView.ALL_LETTERS);
      samples.labels().forEach(l -> labels.add(new GalleryView.Choice<>(l, l)));
      GalleryView.fill(view.label, labels);
      fillSessions();
    } finally {
      filling = false;
    }
  }

  /** Those of the signer chosen, the newest first. */
  private void fillSessions() {
    String signer = GalleryView.value(view.signer);
    Set<Session> sessions = new LinkedHashSet<>();
    samples.samples().stream()
        .filter(s -> signer == null || signer.equals(s.signer()))
        .forEach(s -> sessions.add(Session.of(s)));
    List<GalleryView.Choice<Session>> choices = all(GalleryView.ALL_SESSIONS);
    sessions.stream()
        .sorted((a, b) -> b.name().compareTo(a.name()))
        .forEach(
            s ->
                choices.add(
                    new GalleryView.Choice<>(
                        s, signer == null ? s.words() + " · " + s.signer() : s.words())));
    GalleryView.fill(view.session, choices);
  }

  private static <T> List<GalleryView.Choice<T>> all(String words) {
    List<GalleryView.Choice<T>> choices = new ArrayList<>();
    choices.add(new GalleryView.Choice<>(null, words));
    return choices;
  }

  private void arrange() {
    if (samples == null) {
      return;
    }
    filling = true;
    fillSessions();
    filling = false;
    Filter filter =
        new Filter(
            GalleryView.value(view.signer),
            GalleryView.value(view.label),
            GalleryView.value(view.session));
    Order order = view.order.getItemAt(view.order.getSelectedIndex());
    view.pictures.setArrangement(Arrangement.of(samples.samples(), filter, order, opinions::given));
    show();
  }

  private void showAll() {
    filling = true;
    view.signer.setSelectedIndex(0);
    view.label.setSelectedIndex(0);
    view.session.setSelectedIndex(0);
    filling = false;
    arrange();
    view.pictures.requestFocusInWindow();
  }

  private List<Sample> shownSamples() {
    return view.pictures.arrangement().samples();
  }

  private List<Sample> chosen() {
    return view.pictures.selection.samples();
  }

  /** Everything that follows from the state. */
  private void show() {
    if (looking == null) {
      return; // while it is being made
    }
    boolean any = store != null && samples != null && !shownSamples().isEmpty();
    boolean free = store != null && !changing.isBusy();
    boolean writes = free && store.writable();
    int count = view.pictures.selection.count();
    view.importing.setEnabled(writes);
    view.export.setEnabled(free && any);
    view.more.setEnabled(writes);
    view.ask.setEnabled(any && model != null && !looking.isBusy());
    view.delete.setEnabled(writes && count > 0);
    view.relabel.setEnabled(writes && count > 0);
    view.move.setEnabled(writes && count > 0);
    boolean undoes = writes && changes.canUndo();
    view.undo.setEnabled(undoes);
    view.undo.setToolTipText(
        undoes ? "Take back " + changes.newest() + " (Ctrl+Z)" : "Nothing to take back");
    view.erase.setEnabled(writes && samples != null);
    int shown = shownSamples().size();
    view.status.setText(
        samples == null
            ? " "
            : Changes.pictures(shown)
                + (shown < samples.size() ? " of %,d".formatted(samples.size()) : "")
                + (count > 0 ? ", %,d chosen".formatted(count) : ""));
    view.setUsable(broken == null);
    view.show(message());
  }

  /** What stands in place of the pictures; null where there are some to show. */
  private Message message() {
    if (broken != null) {
      return new Message(
          "The samples cannot be opened",
          broken,
          List.of(new Choice("Try again", 'T', this::open)));
    }
    if (samples == null) {
      return new Message("Opening the samples…", "", List.of());
    }
    if (samples.isEmpty()) {
      return new Message(
          "No pictures yet",
          "Record some on the Record tab, or drop a folder or zip file of pictures here.",
          List.of());
    }
    if (shownSamples().isEmpty()) {
      return new Message(
          "No picture is like that",
          "There are pictures of other signers, letters or sessions.",
          List.of(new Choice("Show all", 'S', this::showAll)));
    }
    return null;
  }

  // ---- changes

  private boolean mayChange() {
    return store != null && store.writable() && !changing.isBusy();
  }

  private void change(String words, Supplier<Changes.Outcome> change) {
    reload(
        words,
        change,
        outcome -> {
          opinions.moved(outcome.moved());
          view.pictures.choose(outcome.samples());
          view.notice.tell(outcome.sentence());
        });
  }

  private void delete() {
    List<Sample> chosen = chosen();
    if (mayChange() && !chosen.isEmpty()) {
      change("Deleting", () -> changes.delete(chosen));
    }
  }

  private void relabel() {
    List<Sample> chosen = chosen();
    if (!mayChange() || chosen.isEmpty()) {
      return;
    }
    Set<String> labels = new LinkedHashSet<>(model == null ? LETTERS : model.card().letters());
    labels.add(SampleSet.NOTHING);
    labels.addAll(samples.labels());
    questions
        .choose(
            "Relabel",
            "What do the " + Changes.pictures(chosen.size()) + " show?",
            "Relabel",
            labels.stream().sorted(SampleSet.LABEL_ORDER).toList(),
            chosen.get(0).label())
        .ifPresent(label -> change("Relabelling", () -> changes.relabel(chosen, label)));
  }

  private void move() {
    List<Sample> chosen = chosen();
    if (mayChange() && !chosen.isEmpty()) {
      questions
          .choose(
              "Move",
              "Whose hands do the " + Changes.pictures(chosen.size()) + " show?",
              "Move",
              samples.signers(),
              chosen.get(0).signer())
          .ifPresent(signer -> change("Moving", () -> changes.moveTo(chosen, signer)));
    }
  }

  private void undo() {
    if (mayChange() && changes.canUndo()) {
      change("Taking back", changes::undo);
    }
  }

  private void restoreTrash() {
    reload(
        "Bringing back",
        () -> {
          changes.forget();
          return store.restoreTrash();
        },
        count -> view.notice.tell("Brought back " + Changes.pictures(count) + "."));
  }

  private void emptyTrash() {
    reload(
        "Counting",
        store::inTrash,
        count -> {
          if (count == 0) {
            view.notice.tell("The trash is empty.");
          } else if (questions.sure(
              "Empty the trash",
              "%s in the trash will be deleted for good.".formatted(Changes.pictures(count)),
              "Delete for good")) {
            reload(
                "Emptying the trash",
                () -> {
                  changes.forget();
                  return store.emptyTrash();
                },
                gone -> view.notice.tell("Deleted " + Changes.pictures(gone) + " for good."));
          }
        });
  }

  private void erase() {
    reload(
        "Looking for signers",
        () -> store.everybody().stream().sorted(NaturalOrder.INSTANCE).toList(),
        signers ->
            questions
                .choose(
                    "Erase a signer",
                    "Of whom is nothing to be left?",
                    "Go on",
                    signers,
                    GalleryView.value(view.signer))
                .ifPresent(this::eraseSure));
  }

  private void eraseSure(String signer) {
    reload(
        "Counting",
        () -> store.held(signer),
        count -> {
          if (questions.sure(
              "Erase " + signer,
              ("%s of %s, also those in the trash and set aside, and what trainings have cached of"
                      + " them will be deleted for good.%s")
                  .formatted(Changes.pictures(count), signer, learnt(signer)),
              "Erase for good")) {
            reload(
                "Erasing " + signer,
                () -> {
                  changes.forget();
                  return store.erase(signer, TrainingTraces::erase);
                },
                gone ->
                    view.notice.tell(
                        "Erased %s and %s.".formatted(signer, Changes.pictures(gone.pictures()))));
          }
        });
  }

  /** What no erasing of pictures reaches. */
  private String learnt(String signer) {
    Map<String, Object> facts = model == null ? Map.of() : model.card().training();
    Object seen = facts == null ? null : facts.getOrDefault("signers_seen", facts.get("signers"));
    boolean learnt = seen instanceof List<?> names && names.contains(signer);
    return learnt
        ? " The model in use has learnt from them and stays as it is; train one without them."
        : " Models that have learnt from them stay as they are.";
  }

  // ---- the model

  private void ask() {
    ModelState asked = model;
    List<Sample> wanted = shownSamples();
    if (asked == null || wanted.isEmpty()) {
      return;
    }
    opinions.of(asked.file());
    looking.start(
        "The model reads the pictures",
        true,
        steps -> {
          int[] unreadable = new int[1];
          models.with(
              asked.file(),
              classifier ->
                  unreadable[0] =
                      opinions.look(
                          wanted,
                          classifier,
                          (done, total) -> {
                            steps.at(done, total);
                            SwingUtilities.invokeLater(view.pictures::repaint);
                          }));
          return unreadable[0];
        },
        unreadable -> tellOpinions(wanted, unreadable),
        () -> tellOpinions(wanted, 0));
  }

  private void tellOpinions(List<Sample> wanted, int unreadable) {
    List<Opinion> judged = wanted.stream().map(opinions::get).filter(Objects::nonNull).toList();
    long otherwise = judged.stream().filter(o -> !o.agrees()).count();
    if (view.order.getSelectedItem() == Order.DOUBTFUL) {
      arrange();
    } else {
      view.order.setSelectedItem(Order.DOUBTFUL); // arranges
    }
    view.notice.tell(
        "The model reads %,d of %s otherwise than labelled.%s"
            .formatted(
                otherwise,
                Changes.pictures(judged.size()),
                unreadable == 0 ? "" : " %,d cannot be read.".formatted(unreadable)));
  }

  // ---- import and export

  /** Looks at folders and zip files, says what is in them, and imports that if it is wanted. */
  void look(List<Path> sources) {
    if (!mayChange() || sources.isEmpty()) {
      return;
    }
    new Importing(store, changing, questions, this::runImport).look(sources, samples.signers());
  }

  private void runImport(Work.Task<Integer> task) {
    reload(
        "Importing",
        true,
        task,
        count -> view.notice.tell("Imported " + Changes.pictures(count) + "."));
  }

  private void export() {
    List<Sample> chosen = chosen();
    List<Sample> shown = shownSamples();
    if (store == null || changing.isBusy() || shown.isEmpty()) {
      return;
    }
    questions
        .exporting(shown.size(), chosen.size())
        .ifPresent(
            how -> {
              SampleSet set = samples.with(how.chosenOnly() ? chosen : shown);
              changing.start(
                  "Exporting",
                  true,
                  steps -> {
                    SampleExport.write(
                        set, how.out(), how.whole(), done -> steps.at(done, set.size()));
                    return set.size();
                  },
                  count ->
                      view.notice.tell(
                          "Exported %s to %s.".formatted(Changes.pictures(count), how.out())),
                  () -> view.notice.tell("Stopped. Nothing was exported."));
            });
  }
}
