package org.signcam.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.GraphicsEnvironment;
import java.awt.Robot;
import java.awt.Toolkit;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.StringSelection;
import java.awt.datatransfer.UnsupportedFlavorException;
import java.awt.event.KeyEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import javax.swing.MenuSelectionManager;
import javax.swing.SwingUtilities;
import javax.swing.Timer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.signcam.base.UserException;
import org.signcam.camera.CameraException;
import org.signcam.camera.CameraException.Trouble;
import org.signcam.camera.CaptureLoop;
import org.signcam.image.OpenCv;

@Timeout(120)
class MainWindowTest {
  @TempDir Path folder;

  @Test
  void withoutADisplayItIsASentence() {
    assumeTrue(GraphicsEnvironment.isHeadless(), "there is a display");
    assertThatThrownBy(() -> MainWindow.open(WindowOptions.defaults()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("display")
        .hasMessageContaining("--headless");
  }

  @Test
  void theRealWindowGoesThroughItsStates() throws Exception {
    assumeFalse(GraphicsEnvironment.isHeadless(), "there is no display to open the window on");
    OpenCv.load();
    AtomicBoolean plugged = new AtomicBoolean();
    Openers openers =
        new Openers(
            (spec, options) ->
                () -> {
                  if (!plugged.get()) {
                    throw new CameraException(Trouble.ABSENT, "There is no camera.");
                  }
                  return new StandInFrames(Integer.MAX_VALUE);
                },
            file -> {
              throw new UserException("There is no model " + file.getFileName() + ".");
            });
    Path settings = folder.resolve("window.json");
    MainWindow window =
        MainWindow.show(
            new WindowOptions(null, Path.of("none.safetensors"), null, null, null),
            openers,
            new SettingsFile(settings));

    until(() -> window.live().cameraState().kind() == CaptureLoop.State.ABSENT);
    until(
        () -> window.view().reading.view().spoken().equals("There is no model none.safetensors."));
    plugged.set(true);
    until(() -> window.view().preview.hasFrame());

    for (Command command :
        new Command[] {
          Command.FREEZE,
          Command.REFERENCE,
          Command.PROJECTOR,
          Command.THEME_DARK,
          Command.HELP,
          Command.HELP
        }) {
      SwingUtilities.invokeAndWait(() -> window.run(command));
    }
    assertThat(window.live().isFrozen()).isTrue();
    until(() -> window.view().reference.card.isDrawn());
    assertThat(window.view().reference.card.letter()).isEqualTo("A");
    SwingUtilities.invokeAndWait(window::quit);
    window.awaitClosed();
    Settings saved = new SettingsFile(settings).load().settings();
    assertThat(saved.theme()).isEqualTo(Theme.DARK);
    assertThat(saved.projector()).isTrue();
    assertThat(Files.exists(settings)).isTrue();
  }

  @Test
  void theReferenceHandIsAsItWasLeft() throws Exception {
    assumeFalse(GraphicsEnvironment.isHeadless(), "there is no display to open the window on");
    OpenCv.load();
    SettingsFile file = new SettingsFile(folder.resolve("window.json"));
    MainWindow first = show(file);
    SwingUtilities.invokeAndWait(
        () -> {
          first.run(Command.REFERENCE);
          first.run(Command.LEFT_HAND);
          Windows.button(first.view().reference, "›").doClick();
          first.quit();
        });
    first.awaitClosed();
    MainWindow second = show(file);
    ReferenceSettings shown = Windows.seen(second.live()::reference);
    SwingUtilities.invokeAndWait(second::quit);
    second.awaitClosed();
    assertThat(shown).isEqualTo(new ReferenceSettings(true, "B", true));
  }

  /** Without a model. */
  private static MainWindow show(SettingsFile settings) throws InterruptedException {
    return MainWindow.show(
        new WindowOptions(null, Path.of("none.safetensors"), null, null, null),
        new Openers(
            (spec, options) -> () -> new StandInFrames(Integer.MAX_VALUE),
            file -> {
              throw new UserException("There is no model.");
            }),
        settings);
  }

  @Test
  void aKeyNeverLeavesTheTabItIsPressedOn() throws Exception {
    assumeFalse(GraphicsEnvironment.isHeadless(), "there is no display to open the window on");
    OpenCv.load();
    AtomicInteger opened = new AtomicInteger();
    Openers openers =
        new Openers(
            (spec, options) ->
                () -> {
                  opened.incrementAndGet();
                  return new StandInFrames(Integer.MAX_VALUE);
                },
            file -> {
              throw new UserException("There is no model.");
            });
    Path none = Path.of("none.safetensors");
    Path samples = folder.resolve("samples");
    MainWindow window =
        MainWindow.show(
            new WindowOptions(null, none, null, null, null, samples, null),
            openers,
            new SettingsFile(folder.resolve("window.json")));
    until(() -> window.view().preview.hasFrame());
    for (Command tab : Command.values()) {
      if (tab.tab() == null || tab == Command.TAB_LIVE) {
        continue;
      }
      SwingUtilities.invokeAndWait(() -> window.run(tab));
      for (Command command :
          List.of(
              Command.CHOOSE_CAMERA,
              Command.CHOOSE_MODEL,
              Command.FREEZE,
              Command.SNAPSHOT,
              Command.RESET_REGION)) {
        SwingUtilities.invokeAndWait(() -> window.run(command));
        assertThat(window.shownTab()).as("%s on %s", command, tab).isEqualTo(tab.tab());
        boolean asks = command == Command.CHOOSE_CAMERA || command == Command.CHOOSE_MODEL;
        MenuSelectionManager menus = MenuSelectionManager.defaultManager();
        SwingUtilities.invokeAndWait(
            () -> {
              assertThat(menus.getSelectedPath()).hasSize(asks ? 2 : 0);
              menus.clearSelectedPath();
            });
      }
      assertThat(window.live().isFrozen()).isFalse();
    }
    int before = opened.get();
    SwingUtilities.invokeAndWait(() -> window.run(Command.TAB_GALLERY));
    SwingUtilities.invokeAndWait(() -> window.run(Command.TRY_AGAIN));
    SwingUtilities.invokeAndWait(() -> window.run(Command.TAB_RECORD));
    SwingUtilities.invokeAndWait(() -> window.run(Command.TRY_AGAIN));
    until(() -> opened.get() > before);
    assertThat(opened.get()).as("not where no camera is seen").isEqualTo(before + 1);
    SwingUtilities.invokeAndWait(window::quit);
    window.awaitClosed();
  }

  @Test
  void keysEditTheSpelledText() throws Exception {
    assumeFalse(GraphicsEnvironment.isHeadless(), "there is no display to open the window on");
    OpenCv.load();
    MainWindow window = show(new SettingsFile(folder.resolve("window.json")));
    Object before = clipboard();
    try {
      assumeTrue(
          Windows.waits(window.view().preview::isFocusOwner),
          "the window does not get the keyboard");
      editByKeys(window, new Robot());
    } finally {
      putBack(before);
      SwingUtilities.invokeAndWait(window::quit);
      window.awaitClosed();
    }
    if (before instanceof String) {
      assertThat(clipboard()).isEqualTo(before);
    }
  }

  private static void editByKeys(MainWindow window, Robot robot) throws Exception {
    Windows.type(robot, KeyEvent.VK_SHIFT, KeyEvent.VK_SPACE);
    Windows.type(robot, KeyEvent.VK_SHIFT, KeyEvent.VK_SPACE);
    until(() -> window.view().spelled.text().equals("  "));
    Windows.type(robot, KeyEvent.VK_BACK_SPACE);
    until(() -> window.view().spelled.text().equals(" "));
    Windows.type(robot, KeyEvent.VK_CONTROL, KeyEvent.VK_C);
    until(() -> " ".equals(clipboard()));
    Windows.type(robot, KeyEvent.VK_SHIFT, KeyEvent.VK_BACK_SPACE);
    until(() -> window.view().spelled.text().isEmpty());
    assertThat(window.live().isFrozen()).as("Space alone freezes").isFalse();
  }

  /** The user's own text; on X11 it is lost all the same when the tests' process ends. */
  private static void putBack(Object before) {
    if (before instanceof String text) {
      Toolkit.getDefaultToolkit().getSystemClipboard().setContents(new StringSelection(text), null);
    }
  }

  /** The text in it; what went wrong when there is none. */
  private static Object clipboard() {
    try {
      return Toolkit.getDefaultToolkit().getSystemClipboard().getData(DataFlavor.stringFlavor);
    } catch (UnsupportedFlavorException | IOException | IllegalStateException e) {
      return e; // no text, or held by another program
    }
  }

  /** Waits for something seen on the Swing thread. */
  private static void until(BooleanSupplier condition) throws Exception {
    CountDownLatch met = new CountDownLatch(1);
    Timer timer =
        new Timer(
            20,
            e -> {
              if (condition.getAsBoolean()) {
                met.countDown();
              }
            });
    timer.start();
    try {
      assertThat(met.await(20, TimeUnit.SECONDS)).isTrue();
    } finally {
      timer.stop();
    }
  }
}
