package org.signcam.ui.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.signcam.ui.Windows.seen;
import static org.signcam.ui.Windows.until;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.swing.AbstractButton;
import javax.swing.JLabel;
import javax.swing.SwingUtilities;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.signcam.image.OpenCv;
import org.signcam.model.ModelStore;
import org.signcam.ui.DrawnSigns;
import org.signcam.ui.ModelState;
import org.signcam.ui.Parts;
import org.signcam.ui.SharedSession;
import org.signcam.ui.SharedStore;
import org.signcam.ui.TinyModel;

/** The tab without a window: needs no display. */
@Timeout(120)
class TrainTabTest {
  @TempDir static Path made;
  private static Path readyModel;

  @TempDir Path dir;
  private String home;
  private Path model;
  private SharedSession session;
  private SharedStore store;
  private TrainTab tab;
  private TrainView view;

  @BeforeAll
  static void makeModel() throws Exception {
    OpenCv.load();
    readyModel = TinyModel.write(made.resolve("tiny.safetensors"), made.resolve("scratch"));
    TinyModel.writeReplay(readyModel, made.resolve("scratch"));
  }

  @BeforeEach
  void aHome() throws Exception {
    home = System.getProperty("signcam.home");
    System.setProperty("signcam.home", dir.toString());
    System.setProperty("signcam.config", dir.resolve("config").toString());
    System.setProperty("signcam.cache", made.resolve("cache").toString());
    model = dir.resolve("models/tiny.safetensors");
    Files.createDirectories(model.getParent());
    Files.copy(readyModel, model);
    Files.copy(ModelStore.replay(readyModel), ModelStore.replay(model));
  }

  private void show() throws Exception {
    session = Parts.session(model);
    SwingUtilities.invokeAndWait(
        () -> {
          store = Parts.store(samples());
          tab = new TrainTab(session, store);
          view = (TrainView) tab.view();
          tab.shown();
        });
  }

  @AfterEach
  void close() throws Exception {
    if (tab != null) {
      SwingUtilities.invokeAndWait(tab::hidden);
      tab.close();
      Parts.close(store);
      session.close();
    }
    System.clearProperty("signcam.config");
    System.clearProperty("signcam.cache");
    if (home == null) {
      System.clearProperty("signcam.home");
    } else {
      System.setProperty("signcam.home", home);
    }
  }

  private Path samples() {
    return dir.resolve("samples");
  }

  private void eve() {
    DrawnSigns.record(samples(), "eve", DrawnSigns.DARK, 2, counts(6, 6, 6, 6));
  }

  private static Map<String, Integer> counts(int... each) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (int i = 0; i < each.length; i++) {
      counts.put(DrawnSigns.SIGNS.get(i), each[i]);
    }
    return counts;
  }

  private static void click(AbstractButton button) throws Exception {
    SwingUtilities.invokeAndWait(button::doClick);
  }

  private void train() throws Exception {
    until("something to learn", view.train::isEnabled);
    click(view.train);
  }

  private void trained() throws Exception {
    train();
    until("a result", () -> tab.focus() == view.keep);
  }

  private List<String> models() throws Exception {
    try (Stream<Path> files = Files.list(dir.resolve("models"))) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(f -> !f.contains(".replay."))
          .sorted()
          .toList();
    }
  }

  /** All words of the table, row by row. */
  private String changes() throws Exception {
    return seen(
        () ->
            String.join(
                "|",
                Stream.of(view.changes.getComponents())
                    .filter(JLabel.class::isInstance)
                    .map(label -> ((JLabel) label).getText().strip())
                    .toList()));
  }

  @Test
  void withoutSamplesItSaysWhatToDo() throws Exception {
    show();
    until("a sentence", () -> view.hint.getText().startsWith("There are no samples yet."));
    assertThat(view.train.isEnabled()).isFalse();
    assertThat(view.advice.getText()).isEmpty();
  }

  @Test
  void withoutAModelItSaysWhatToDo() throws Exception {
    eve();
    Files.writeString(model, "no model");
    show();
    until(
        "a sentence", () -> view.hint.getText().endsWith("Choose another model on the Live tab."));
    assertThat(view.train.isEnabled()).isFalse();
  }

  @Test
  void saysWhatIsWrongWithTheSamplesAndTrainsAllTheSame() throws Exception {
    DrawnSigns.record(samples(), "eve", 1, 1, counts(60, 12));
    show();
    until("something to learn", view.train::isEnabled);
    assertThat(view.advice.getText())
        .contains("No picture of C")
        .contains("12 pictures of B against 60 of A")
        .contains("Nothing can be kept out to check by")
        .contains("All pictures are of eve");
    trained();
    assertThat(view.verdict.getText()).contains("no picture of yours was left to check by");
    assertThat(changes()).contains("Other people").doesNotContain("Your letters");
  }

  @Test
  void whoIsNotTickedIsNotLearnt() throws Exception {
    eve();
    DrawnSigns.record(samples(), "fay", 1, 1, counts(3));
    show();
    until("both signers", () -> view.signers.chosen().equals(List.of("eve", "fay")));
    for (Object box : seen(view.signers::getComponents)) {
      click((AbstractButton) box);
    }
    assertThat(view.train.isEnabled()).isFalse();
    assertThat(view.hint.getText()).startsWith("Tick whose hands");
    click((AbstractButton) view.signers.getComponent(1));
    assertThat(view.advice.getText())
        .contains("All pictures are of fay")
        .contains("No picture of B");
  }

  @Test
  void whatIsKeptIsAFileOfItsOwnAndInUse() throws Exception {
    eve();
    byte[] before = Files.readAllBytes(model);
    show();
    trained();
    assertThat(changes())
        .startsWith("|before|after|Your letters (other bursts of the same session)|")
        .contains("|A|", "|B|", "|C|", "Other people’s letters (never trained on)|100.0 %|");
    assertThat(view.verdict.getText()).startsWith("Your letters are read better: +");
    assertThat(view.caution.getText()).isEmpty();
    assertThat(models()).as("before Keep").containsExactly("tiny.safetensors");
    assertThat(view.train.isEnabled()).as("another would throw this one away").isFalse();

    click(view.keep);
    Path kept = dir.resolve("models/eve.safetensors");
    until("the kept model in use", () -> uses(kept));
    assertThat(ModelStore.defaultModel()).as("at the next start").isEqualTo(kept);
    assertThat(view.notice.sentence()).startsWith("Kept as " + kept);
    trained();
    click(view.keep);
    until("the next one in use", () -> uses(dir.resolve("models/eve-2.safetensors")));
    assertThat(models())
        .containsExactly("eve-2.safetensors", "eve.safetensors", "tiny.safetensors");
    assertThat(Files.readAllBytes(model)).isEqualTo(before);
  }

  private boolean uses(Path file) {
    return session.model().kind() == ModelState.Kind.READY && session.model().file().equals(file);
  }

  @Test
  void discardingLeavesNoFile() throws Exception {
    eve();
    show();
    trained();
    click(view.discard);
    assertThat(view.notice.sentence()).startsWith("Discarded");
    assertThat(view.train.isEnabled()).isTrue();
    assertThat(models()).containsExactly("tiny.safetensors");
    assertThat(uses(model)).isTrue();
  }

  @Test
  void aTrainingThatIsStoppedLeavesNothing() throws Exception {
    eve();
    show();
    until("something to learn", view.train::isEnabled);
    SwingUtilities.invokeAndWait(() -> view.thorough.setSelected(true));
    click(view.train);
    assertThat(view.train.isEnabled()).as("one at a time").isFalse();
    until("learning", () -> view.doing.getText().equals("Learning…"));
    click(view.stop);
    until("the end", () -> view.notice.sentence().startsWith("Training was stopped"));
    assertThat(view.train.isEnabled()).isTrue();
    assertThat(models()).containsExactly("tiny.safetensors");
    SwingUtilities.invokeAndWait(() -> view.quick.setSelected(true));
    trained();
  }

  @Test
  void stoppingAtOnceStopsTooWhateverIsBeingPrepared() throws Exception {
    eve();
    show();
    until("something to learn", view.train::isEnabled);
    SwingUtilities.invokeAndWait(
        () -> {
          store.open(open -> tab.recorded(open.set().samples()), sentence -> {});
          view.train.doClick();
          view.stop.doClick();
        });
    until("the end", () -> view.notice.sentence().startsWith("Training was stopped"));
  }

  @Test
  void aTrainingThatFailsIsASentenceAndCanBeTriedAgain() throws Exception {
    eve();
    show();
    until("something to learn", view.train::isEnabled);
    Path replay = ModelStore.replay(model);
    byte[] whole = Files.readAllBytes(replay);
    Files.writeString(replay, "no vectors");
    train();
    until("a sentence", () -> view.notice.sentence().contains(replay.toString()));
    assertThat(view.train.isEnabled()).isTrue();
    assertThat(view.stop.isShowing()).isFalse();
    Files.write(replay, whole);
    trained();
  }

  @Test
  void whatCannotBeWrittenCanBeKeptLater() throws Exception {
    eve();
    show();
    trained();
    Path other = Files.createDirectories(dir.resolve("other"));
    Files.writeString(other.resolve("models"), "a file where the folder should be");
    System.setProperty("signcam.home", other.toString());
    click(view.keep);
    until("a sentence", () -> !view.notice.sentence().isEmpty());
    assertThat(view.notice.sentence()).contains("Cannot");
    assertThat(view.keep.isEnabled()).isTrue();
    System.setProperty("signcam.home", dir.toString());
    click(view.keep);
    until("the kept model in use", () -> uses(dir.resolve("models/eve.safetensors")));
  }

  @Test
  void withoutReplayVectorsTheFiguresForOthersAreMissedInWords() throws Exception {
    eve();
    Files.delete(ModelStore.replay(model));
    show();
    trained();
    assertThat(view.caution.getText()).contains("other people’s letters is not known");
    assertThat(changes()).contains("Your letters").doesNotContain("Other people");
  }
}
