package org.signcam.ui;

import java.awt.Component;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.signcam.inference.OpenModel;
import org.signcam.ui.gallery.GalleryDialogs;
import org.signcam.ui.gallery.GalleryTab;
import org.signcam.ui.models.ModelsTab;
import org.signcam.ui.practice.PracticeSettings;
import org.signcam.ui.practice.PracticeTab;
import org.signcam.ui.record.RecordSettings;
import org.signcam.ui.record.RecordTab;
import org.signcam.ui.train.TrainTab;

/**
 * The window's tabs, with the store that they share; all but the first are made when they are first
 * shown. Swing thread, but for {@link #close}.
 */
final class Tabs {
  final LiveTab live;
  final LazyTab<RecordTab> record;
  final LazyTab<GalleryTab> gallery;
  final LazyTab<TrainTab> train;
  final List<Tab> all;
  private final LazyTab<PracticeTab> practice;
  private final SharedSession session;
  private final SharedStore store;
  private final RecordSettings recordSettings; // those at the start
  private final PracticeSettings practiceSettings; // those at the start

  /**
   * @param statisticsFile where the statistics of the Practice tab are kept
   * @param commands what the tabs ask of the window
   * @param window over which they ask the user
   */
  Tabs(
      SharedSession session,
      FileDialogs files,
      WindowOptions options,
      Openers openers,
      Settings settings,
      Path statisticsFile,
      Consumer<Command> commands,
      Component window) {
    this.session = session;
    store = new SharedStore(options.samples());
    recordSettings = settings.record().with(options.record());
    practiceSettings = settings.practice();
    Runnable openFile = () -> commands.accept(Command.OPEN_FILE);
    live = new LiveTab(session, files, commands);
    live.setReference(settings.reference());
    record = new LazyTab<>("Record", RecordTab.KEY, () -> makeRecord(options, openFile));
    gallery = new LazyTab<>("Gallery", GalleryTab.KEY, () -> makeGallery(openers, window));
    train = new LazyTab<>("Train", TrainTab.KEY, () -> new TrainTab(session, store));
    practice =
        new LazyTab<>(
            "Practice",
            PracticeTab.KEY,
            () -> new PracticeTab(session, practiceSettings, statisticsFile, openFile));
    all =
        List.of(
            live,
            record,
            gallery,
            train,
            new LazyTab<>("Models", ModelsTab.KEY, () -> new ModelsTab(session, store)),
            practice);
  }

  private RecordTab makeRecord(WindowOptions options, Runnable openFile) {
    String letter = options.record() == null ? null : options.record().letter();
    RecordTab made =
        new RecordTab(
            session,
            store,
            recordSettings,
            letter,
            openFile,
            pictures -> train.get().recorded(pictures));
    made.modelChanged(session.model());
    return made;
  }

  private GalleryTab makeGallery(Openers openers, Component window) {
    GalleryTab.ModelUse models =
        (file, use) -> {
          try (OpenModel model = openers.model().load(file)) {
            use.accept(model.classifier());
          }
        };
    return new GalleryTab(session, store, models, new GalleryDialogs(window));
  }

  /** That of the key; the first for a key that none has. */
  Tab of(String key) {
    return all.stream().filter(tab -> tab.key().equals(key)).findFirst().orElse(live);
  }

  /** What the Record tab is to remember, shown or not. */
  RecordSettings recordSettings() {
    return record.isMade() ? record.get().settings() : recordSettings;
  }

  /** What the Practice tab is to remember, shown or not. */
  PracticeSettings practiceSettings() {
    return practice.isMade() ? practice.get().settings() : practiceSettings;
  }

  /** Ends what they do on other threads, and the store, and waits; not on the Swing thread. */
  void close() {
    all.forEach(Tab::close);
    store.close();
  }
}
