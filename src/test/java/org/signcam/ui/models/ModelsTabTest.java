package org.signcam.ui.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.signcam.ui.Windows.seen;
import static org.signcam.ui.Windows.until;

import java.awt.Container;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

/** The tab without a window, with a stand-in for the user at its questions. */
@Timeout(120)
class ModelsTabTest {
  private static final String SHIPPED = ModelStore.DEFAULT;

  @TempDir static Path made;
  private static Path readyModel;

  @TempDir Path dir;
  private final Answers answers = new Answers();
  private String home;
  private SharedSession session;
  private SharedStore store;
  private ModelsTab tab;
  private ModelsView view;

  private static final class Answers implements Questions {
    String name;
    Path file;
    boolean delete;

    @Override
    public Optional<String> newName(String before) {
      return Optional.ofNullable(name);
    }

    @Override
    public Optional<Path> exportTo(String model) {
      return Optional.ofNullable(file);
    }

    @Override
    public boolean mayDelete(String model) {
      return delete;
    }

    @Override
    public Optional<Path> toImport() {
      return Optional.ofNullable(file);
    }
  }

  @BeforeAll
  static void makeModel() throws Exception {
    OpenCv.load();
    readyModel = TinyModel.write(made.resolve("tiny.safetensors"), made.resolve("scratch"));
  }

  @BeforeEach
  void aHome() throws Exception {
    home = System.getProperty("signcam.home");
    System.setProperty("signcam.home", dir.toString());
    System.setProperty("signcam.config", dir.resolve("config").toString());
    Files.createDirectories(dir.resolve("models"));
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
    if (home == null) {
      System.clearProperty("signcam.home");
    } else {
      System.setProperty("signcam.home", home);
    }
  }

  private static Path file(String model) {
    return ModelStore.folder().resolve(model + ".safetensors");
  }

  /** Shows the tab on copies of the model by these names, the first in use. */
  private void show(String... models) throws Exception {
    for (String model : models) {
      Files.copy(readyModel, file(model));
    }
    show(file(models[0]));
  }

  private void show(Path inUse) throws Exception {
    session = Parts.session(inUse);
    SwingUtilities.invokeAndWait(
        () -> {
          store = Parts.store(dir.resolve("samples"));
          tab = new ModelsTab(session, store, answers);
          view = (ModelsView) tab.view();
          tab.shown();
        });
    until("the list", () -> view.entries.size() == ModelStore.list().size());
  }

  private String listed() throws Exception {
    return seen(
        () ->
            IntStream.range(0, view.entries.size())
                .mapToObj(i -> view.entries.get(i).toString())
                .collect(Collectors.joining("|")));
  }

  private void select(String model) throws Exception {
    SwingUtilities.invokeAndWait(
        () -> {
          for (int i = 0; i < view.entries.size(); i++) {
            if (view.entries.get(i).name().equals(model)) {
              view.list.setSelectedIndex(i);
            }
          }
        });
    assertThat(view.name.getText()).isEqualTo(model);
  }

  private static void click(AbstractButton button) throws Exception {
    assertThat(button.isEnabled()).as(button.getText()).isTrue();
    SwingUtilities.invokeAndWait(button::doClick);
  }

  private void said(String words) throws Exception {
    until(words, () -> view.notice.sentence().contains(words));
  }

  /** All words that stand in a grid, row by row. */
  private static String words(Container grid) throws Exception {
    return seen(
        () ->
            Stream.of(grid.getComponents())
                .filter(JLabel.class::isInstance)
                .map(label -> ((JLabel) label).getText())
                .collect(Collectors.joining("|")));
  }

  @Test
  void withoutModelsItSaysSo() throws Exception {
    show(file("missing"));
    assertThat(view.name.getText()).isEqualTo("There are no models");
    assertThat(Stream.of(view.use, view.makeDefault, view.rename, view.export, view.compare))
        .noneMatch(AbstractButton::isEnabled);
    assertThat(view.importModel.isEnabled()).isTrue();
  }

  @Test
  void eachHasItsCardAndTheOneInUseAndTheDefaultAreMarked() throws Exception {
    show("mine", SHIPPED);
    until("marks", () -> listed().equals(SHIPPED + " – default|mine – in use"));
    assertThat(view.name.getText()).as("the one in use comes up").isEqualTo("mine");
    assertThat(view.use.isEnabled()).isFalse();
    assertThat(words(view.facts)).contains("Reads|A B C", "Adapted|to ann, bob, from fresh");
    select(SHIPPED);
    assertThat(view.rename.isEnabled()).as("the one that ships keeps its name").isFalse();
    click(view.use);
    until("the other mark", () -> listed().equals(SHIPPED + " – in use, default|mine"));
  }

  @Test
  void aBrokenModelIsListedWithItsReasonAndCannotBeUsed() throws Exception {
    Files.writeString(file("broken"), "not a model");
    show("mine");
    select("broken");
    assertThat(listed()).contains("broken – cannot be read");
    assertThat(view.problem.getText()).contains("broken.safetensors");
    assertThat(Stream.of(view.use, view.makeDefault, view.rename, view.export, view.compare))
        .noneMatch(AbstractButton::isEnabled);
    select("mine");
    assertThat(view.problem.getText()).isEmpty();
  }

  @Test
  void aNameThatIsTakenOrNoneIsRefused() throws Exception {
    show(SHIPPED, "mine", "other");
    select("mine");
    answers.name = "other";
    click(view.rename);
    said("There is a model other already");
    answers.name = "../evil";
    click(view.rename);
    said("'../evil'");
    answers.name = null;
    click(view.rename);
    assertThat(file("mine")).isRegularFile();
    answers.name = "Ana-s";
    click(view.rename);
    said("Renamed to Ana-s");
    until("it stays selected", () -> view.name.getText().equals("Ana-s"));
    assertThat(file("mine")).doesNotExist();
  }

  @Test
  void theDefaultIsUsedFromTheNextStart() throws Exception {
    show(SHIPPED, "mine");
    select("mine");
    click(view.makeDefault);
    said("mine is used from now on at every start");
    assertThat(ModelStore.defaultModel()).isEqualTo(file("mine"));
    until("the mark", () -> listed().equals(SHIPPED + " – in use|mine – default"));
    assertThat(view.makeDefault.isEnabled()).isFalse();
  }

  @Test
  void onlyWhatNobodyNeedsCanBeDeletedAndOnlyIfSure() throws Exception {
    show(SHIPPED, "mine", "old");
    assertThat(view.delete.isEnabled()).as("in use, and ships").isFalse();
    select("mine");
    click(view.makeDefault);
    until("the mark", () -> listed().contains("mine – default"));
    assertThat(view.delete.isEnabled()).as("the default").isFalse();
    Files.writeString(file("old"), "broken");
    select("old");
    click(view.delete);
    assertThat(file("old")).as("not sure").exists();
    answers.delete = true;
    click(view.delete);
    said("old was deleted");
    until("the list", () -> view.entries.size() == 2);
    assertThat(ModelStore.list()).containsExactly(file(SHIPPED), file("mine"));
  }

  @Test
  void whatIsExportedCanBeImportedAndNothingIsWrittenOver() throws Exception {
    show(SHIPPED);
    answers.file = dir.resolve("copies/shared.safetensors");
    click(view.export);
    said("Copied to " + answers.file);
    assertThat(answers.file).hasSameBinaryContentAs(readyModel);
    click(view.export);
    said("is there already");
    click(view.importModel);
    said("Imported as " + file("shared"));
    until("it is selected", () -> view.name.getText().equals("shared"));
    click(view.importModel);
    said("Imported as " + file("shared-2"));
    answers.file = Files.writeString(dir.resolve("no.safetensors"), "not a model");
    click(view.importModel);
    said("no.safetensors");
    assertThat(ModelStore.list()).containsExactly(file(SHIPPED), file("shared"), file("shared-2"));
  }

  @Test
  void twoAreComparedOnTheSamePictures() throws Exception {
    Map<String, Integer> counts = new LinkedHashMap<>();
    DrawnSigns.SIGNS.forEach(sign -> counts.put(sign, 3));
    DrawnSigns.record(dir.resolve("samples"), "ann", 0, 1, counts);
    DrawnSigns.record(dir.resolve("samples"), "eve", DrawnSigns.DARK, 1, counts);
    show(SHIPPED, "mine");
    until("pictures", () -> view.compare.isEnabled());
    SwingUtilities.invokeAndWait(() -> view.pictures.setSelectedItem("ann"));
    click(view.compare);
    until("figures", () -> words(view.figures).contains("Letters read right"));
    assertThat(words(view.figures))
        .startsWith("|" + SHIPPED + "|mine|Letters read right|100.0 %|100.0 %|")
        .endsWith("Other signs taken for letters|–|–");
    assertThat(view.caution.getText())
        .isEqualTo(
            SHIPPED
                + " has learnt from ann: its figures are too good.\n"
                + "mine has learnt from ann: its figures are too good.");
    assertThat(view.compare.isVisible()).isTrue();

    SwingUtilities.invokeAndWait(() -> view.other.setSelectedIndex(0));
    click(view.compare);
    said("Choose another model to compare");
  }

  @Test
  void aComparisonCanBeStopped() throws Exception {
    Map<String, Integer> counts = Map.of("A", 60);
    DrawnSigns.record(dir.resolve("samples"), "ann", 0, 1, counts);
    show(SHIPPED, "mine");
    until("pictures", () -> view.compare.isEnabled());
    SwingUtilities.invokeAndWait(
        () -> {
          view.compare.doClick();
          view.stop.doClick();
        });
    until("the end", () -> view.compare.isVisible());
    assertThat(words(view.figures)).isEmpty();
    assertThat(view.notice.sentence()).isEmpty();
  }

  @Test
  void aModelThatBreaksMeanwhileIsASentence() throws Exception {
    show(SHIPPED, "mine");
    select("mine");
    Files.writeString(file("mine"), "cut short");
    click(view.use);
    until("it failed", () -> session.model().kind() == ModelState.Kind.FAILED);
    assertThat(session.model().sentence()).contains("mine.safetensors");
  }
}
