package org.signcam.ui.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Component;
import java.awt.Container;
import java.awt.GraphicsEnvironment;
import java.awt.Robot;
import java.awt.event.KeyEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import javax.swing.AbstractButton;
import javax.swing.JFrame;
import javax.swing.SwingUtilities;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.signcam.image.OpenCv;
import org.signcam.model.ModelCard;
import org.signcam.samples.SampleImport;
import org.signcam.ui.ModelState;
import org.signcam.ui.Parts;
import org.signcam.ui.SharedSession;
import org.signcam.ui.SharedStore;

/** The tab in a window of its own, with a stand-in for the user at its questions. */
@Timeout(120)
class GalleryTabTest {
  @TempDir Path folder;
  private final Answers answers = new Answers();
  private final OpinionsTest.LightOrDark model = new OpinionsTest.LightOrDark();
  private SharedSession session;
  private SharedStore store;
  private GalleryTab tab;
  private GalleryView view;
  private JFrame frame;

  private static final class Answers implements Questions {
    boolean sure;
    String choice;
    String asked = "";
    String signer;
    Export export;
    SampleImport found;

    @Override
    public boolean sure(String title, String sentence, String yes) {
      asked = sentence;
      return sure;
    }

    @Override
    public Optional<String> choose(
        String title, String sentence, String yes, List<String> known, String chosen) {
      return Optional.ofNullable(choice);
    }

    @Override
    public List<Path> toImport() {
      return List.of();
    }

    @Override
    public Optional<String> importing(SampleImport look, List<String> signers) {
      found = look;
      return Optional.ofNullable(signer);
    }

    @Override
    public Optional<Export> exporting(int shown, int chosen) {
      return Optional.ofNullable(export);
    }
  }

  @BeforeEach
  void open() throws Exception {
    assumeFalse(GraphicsEnvironment.isHeadless(), "there is no display to open a window on");
    OpenCv.load();
    System.setProperty("signcam.cache", folder.resolve("cache").toString());
  }

  private Path samples() {
    return folder.resolve("samples");
  }

  private void show() throws Exception {
    SwingUtilities.invokeAndWait(
        () -> {
          session = Parts.session();
          store = Parts.store(samples());
          tab = new GalleryTab(session, store, (file, use) -> use.accept(model), answers);
          view = (GalleryView) tab.view();
          frame = new JFrame();
          frame.setContentPane(view);
          frame.setSize(700, 600);
          frame.setVisible(true);
          tab.shown();
        });
    until(() -> view.status.getText().contains("picture"));
  }

  @AfterEach
  void close() throws Exception {
    System.clearProperty("signcam.cache");
    if (tab != null) {
      SwingUtilities.invokeAndWait(
          () -> {
            tab.hidden();
            frame.dispose();
          });
      tab.close();
      Parts.close(store);
      session.close();
    }
  }

  private void make(String place, int grey) throws Exception {
    OpinionsTest.jpeg(samples().resolve(place), grey);
  }

  private void makeSome() throws Exception {
    make("Ana/A/1.jpg", 250);
    make("Ana/A/2.jpg", 10); // reads B
    make("Ana/B/1.jpg", 20);
    make("Ben/B/1.jpg", 30);
  }

  @Test
  void theKeyboardChoosesDeletesAndTakesBack() throws Exception {
    makeSome();
    show();
    Robot robot = new Robot();
    SwingUtilities.invokeAndWait(() -> tab.focus().requestFocusInWindow());
    assumeTrue(waits(view.pictures::isFocusOwner), "the window does not get the keyboard");
    type(robot, KeyEvent.VK_HOME);
    until(() -> Peek.chosen(tab) == 1);
    robot.keyPress(KeyEvent.VK_SHIFT);
    type(robot, KeyEvent.VK_RIGHT);
    robot.keyRelease(KeyEvent.VK_SHIFT);
    until(() -> Peek.chosen(tab) == 2);
    type(robot, KeyEvent.VK_DELETE);
    until(() -> Peek.shown(tab) == 2 && Peek.chosen(tab) == 0);
    assertThat(samples().resolve("Ana/A/1.jpg")).doesNotExist();
    assertThat(samples().resolve(".trash/Ana/A/1.jpg")).exists();
    chord(robot, KeyEvent.VK_Z);
    until(() -> Peek.shown(tab) == 4 && Peek.chosen(tab) == 2);
    assertThat(samples().resolve("Ana/A/1.jpg")).exists();
    chord(robot, KeyEvent.VK_A);
    until(() -> Peek.chosen(tab) == 4);
    answers.choice = "C";
    type(robot, KeyEvent.VK_R);
    until(() -> samples().resolve("Ben/C/1.jpg").toFile().exists() && idle());
    assertThat(Peek.chosen(tab)).as("still chosen").isEqualTo(4);
    assertThat(view.pictures.getAccessibleContext().getAccessibleDescription())
        .startsWith("C · Ana");
  }

  @Test
  void theModelIsAskedAndTheDoubtfulComeFirst() throws Exception {
    makeSome();
    show();
    assertThat(view.ask.isEnabled()).as("there is no model").isFalse();
    Path file = Files.writeString(folder.resolve("m.safetensors"), "a model");
    ModelCard card = card(List.of("Ana"));
    SwingUtilities.invokeAndWait(
        () -> tab.modelChanged(new ModelState(ModelState.Kind.READY, file, card, "", "")));
    click(view.ask);
    until(() -> view.notice.sentence().contains("reads 1 of 4 pictures otherwise"));
    assertThat(view.filters.order.getSelectedItem()).isEqualTo(Order.DOUBTFUL);
    assertThat(view.pictures.arrangement().samples().get(0).file())
        .isEqualTo(samples().resolve("Ana/A/2.jpg"));
    answers.choice = "B";
    SwingUtilities.invokeAndWait(() -> view.pictures.click(0, false, false));
    click(view.relabel);
    until(() -> samples().resolve("Ana/B/2.jpg").toFile().exists() && idle());
    click(view.ask);
    until(() -> view.notice.sentence().contains("reads 0 of 4 pictures otherwise"));
    assertThat(model.asked).as("each picture once").isEqualTo(4);
  }

  @Test
  void aDropIsLookedAtThenImportedAndExported() throws Exception {
    make("Ana/A/1.jpg", 250);
    show();
    Path drop = folder.resolve("drop");
    OpinionsTest.jpeg(drop.resolve("A/x.jpg"), 90);
    OpinionsTest.jpeg(drop.resolve("B/same.jpg"), 250); // there already
    Files.writeString(drop.resolve("B/broken.jpg"), "no picture");
    SwingUtilities.invokeAndWait(() -> tab.look(List.of(drop)));
    until(() -> answers.found != null && idle());
    assertThat(ImportSummary.sentence(answers.found))
        .isEqualTo("1 picture to import. Left out: 1 there already, 1 that cannot be read.");
    assertThat(Peek.shown(tab)).as("nothing happens without a yes").isEqualTo(1);

    answers.signer = "Zoe";
    SwingUtilities.invokeAndWait(() -> tab.look(List.of(drop)));
    until(() -> view.notice.sentence().equals("Imported 1 picture."));
    assertThat(samples().resolve("Zoe/A/x.jpg")).exists();

    Path zip = folder.resolve("out.zip");
    answers.export = new Questions.Export(zip, true, false);
    click(view.export);
    until(() -> view.notice.sentence().startsWith("Exported 2 pictures"));
    assertThat(zip).isNotEmptyFile();

    SwingUtilities.invokeAndWait(() -> tab.look(List.of(folder.resolve("nowhere"))));
    until(() -> view.notice.sentence().contains("nowhere"));
  }

  @Test
  void aSignerIsErasedOnlyWhenTheUserIsSure() throws Exception {
    makeSome();
    show();
    SwingUtilities.invokeAndWait(() -> view.pictures.click(0, false, false));
    click(view.delete);
    until(() -> Peek.shown(tab) == 3);
    Path file = Files.writeString(folder.resolve("m.safetensors"), "a model");
    SwingUtilities.invokeAndWait(
        () ->
            tab.modelChanged(
                new ModelState(ModelState.Kind.READY, file, card(List.of("Ana")), "", "")));
    answers.choice = "Ana";
    click(view.erase);
    until(() -> !answers.asked.isEmpty() && idle());
    assertThat(answers.asked)
        .startsWith("3 pictures of Ana")
        .contains("No model in the models folder");
    assertThat(Peek.shown(tab)).isEqualTo(3);
    answers.sure = true;
    click(view.erase);
    until(() -> view.notice.sentence().equals("Erased Ana and 3 pictures."));
    assertThat(samples().resolve("Ana")).doesNotExist();
    assertThat(samples().resolve(".trash/Ana")).doesNotExist();
    assertThat(samples().resolve("Ben/B/1.jpg")).exists();
    assertThat(view.undo.isEnabled()).isFalse();
  }

  @Test
  void theTrashIsEmptiedOnlyWhenTheUserIsSure() throws Exception {
    makeSome();
    show();
    SwingUtilities.invokeAndWait(
        () -> {
          view.pictures.selection.all();
          view.pictures.changed();
        });
    click(view.delete);
    until(() -> Peek.shown(tab) == 0 && idle());
    click(view.emptyTrash);
    until(() -> answers.asked.startsWith("4 pictures") && idle());
    assertThat(samples().resolve(".trash/Ana/A/1.jpg")).exists();
    answers.sure = true;
    click(view.emptyTrash);
    until(() -> view.notice.sentence().equals("Deleted 4 pictures for good."));
    assertThat(samples().resolve(".trash/Ana/A/1.jpg")).doesNotExist();
  }

  @Test
  void aStoreThatCannotBeOpenedSaysSoAndCanBeTriedAgain() throws Exception {
    Files.writeString(samples(), "a file in the folder's place");
    SwingUtilities.invokeAndWait(
        () -> {
          session = Parts.session();
          store = Parts.store(samples());
          tab = new GalleryTab(session, store, (file, use) -> use.accept(model), answers);
          view = (GalleryView) tab.view();
          frame = new JFrame();
          frame.setContentPane(view);
          frame.pack();
          frame.setVisible(true);
          tab.shown();
        });
    until(() -> find(view, "Try again") != null && find(view, "Try again").isShowing());
    assertThat(view.importing.isEnabled()).isFalse();
    Files.delete(samples());
    click(find(view, "Try again"));
    until(() -> view.status.getText().equals("0 pictures") && view.importing.isEnabled());
  }

  private static ModelCard card(List<String> signers) {
    return new ModelCard(
        ModelCard.FORMAT,
        List.of("A", "B", "nothing"),
        null,
        "nothing",
        "resnet18",
        "layer2",
        "linear",
        true,
        32,
        new float[3],
        new float[] {1, 1, 1},
        "RGB",
        1,
        0.5,
        null,
        Map.of("signers", signers));
  }

  private boolean idle() {
    return view.importing.isEnabled();
  }

  private static AbstractButton find(Container in, String words) {
    for (Component child : in.getComponents()) {
      if (child instanceof AbstractButton button && words.equals(button.getText())) {
        return button;
      }
      AbstractButton found = child instanceof Container inner ? find(inner, words) : null;
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** Waits until the button is enabled: something may still be going on. */
  private static void click(AbstractButton button) throws Exception {
    until(button::isEnabled);
    SwingUtilities.invokeAndWait(button::doClick);
  }

  private static void type(Robot robot, int key) {
    robot.keyPress(key);
    robot.keyRelease(key);
  }

  private static void chord(Robot robot, int key) {
    robot.keyPress(KeyEvent.VK_CONTROL);
    type(robot, key);
    robot.keyRelease(KeyEvent.VK_CONTROL);
  }

  private static void until(Callable<Boolean> condition) throws Exception {
    assertThat(waits(condition)).isTrue();
  }

  private static boolean waits(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + 20_000_000_000L;
    while (System.nanoTime() < end) {
      FutureTask<Boolean> asked = new FutureTask<>(condition);
      SwingUtilities.invokeAndWait(asked);
      if (asked.get()) {
        return true;
      }
      Thread.sleep(20);
    }
    return false;
  }
}
