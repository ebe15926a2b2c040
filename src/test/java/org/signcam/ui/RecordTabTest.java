package org.signcam.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Component;
import java.awt.Container;
import java.awt.GraphicsEnvironment;
import java.awt.Robot;
import java.awt.event.KeyEvent;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;
import javax.swing.JButton;
import javax.swing.JTextField;
import javax.swing.SwingUtilities;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.signcam.base.UserException;
import org.signcam.image.OpenCv;
import org.signcam.samples.Sample;
import org.signcam.samples.SampleStore;
import org.signcam.ui.WindowOptions.RecordWish;

/** A robot at the keyboard; X11 repeats the keys that it holds. */
@Timeout(120)
class RecordTabTest {
  @TempDir Path folder;

  private MainWindow open(String signer) throws Exception {
    assumeFalse(GraphicsEnvironment.isHeadless(), "there is no display to open the window on");
    OpenCv.load();
    Openers openers =
        new Openers(
            (spec, options) -> () -> new StandInFrames(Integer.MAX_VALUE),
            file -> {
              throw new UserException("There is no model.");
            });
    WindowOptions options =
        new WindowOptions(
            null,
            Path.of("none.safetensors"),
            null,
            null,
            null,
            folder.resolve("samples"),
            new RecordWish(signer, "A", null, null));
    return MainWindow.show(options, openers, new SettingsFile(folder.resolve("window.json")));
  }

  @Test
  void lettersRecordWhileTheyAreHeldAndOnlyWhileNobodyTypes() throws Exception {
    MainWindow window = open("Ana");
    try {
      record(window, new Robot());
    } finally {
      SwingUtilities.invokeAndWait(window::quit);
      window.awaitClosed();
    }
    Settings saved = new SettingsFile(folder.resolve("window.json")).load().settings();
    assertThat(saved.record().signer()).isEqualTo("bea");
    assertThat(saved.tab()).isEqualTo(LiveTab.KEY);
    try (SampleStore store = SampleStore.open(folder.resolve("samples"))) {
      assertThat(store.notices()).isEmpty();
      List<Sample> anas =
          store.set().samples().stream().filter(s -> s.signer().equals("Ana")).toList();
      assertThat(anas).hasSizeGreaterThan(14).allMatch(s -> s.label().equals("B"));
      assertThat(anas.stream().map(Sample::burst).distinct()).as("one hold, one burst").hasSize(1);
    }
  }

  private void record(MainWindow window, Robot robot) throws Exception {
    until(
        () -> find(window, JButton.class, b -> b.getText().equals("Hold to record A")).isEnabled());
    assumeTrue(
        waits(window.record().focus()::isFocusOwner), "the window does not get the keyboard");

    robot.keyPress(KeyEvent.VK_B);
    until(() -> pictures("Ana/B") >= 15); // a second: X11 has repeated the key meanwhile
    robot.keyRelease(KeyEvent.VK_B);
    until(() -> find(window, JButton.class, b -> b.getText().equals("Hold to record B")) != null);
    assertThat(referenceHand(window).letter()).isEqualTo("B");
    int held = pictures("Ana");
    assertThat(pictures("Ana/B")).isEqualTo(held);

    JTextField name = find(window, JTextField.class, f -> f.getText().equals("Ana"));
    SwingUtilities.invokeAndWait(
        () -> {
          name.requestFocusInWindow();
          name.selectAll();
        });
    until(name::isFocusOwner);
    type(robot, KeyEvent.VK_B, KeyEvent.VK_E, KeyEvent.VK_A);
    Thread.sleep(300);
    assertThat(pictures("")).as("typing records nothing").isEqualTo(held);
    type(robot, KeyEvent.VK_ENTER);
    until(() -> !name.isFocusOwner());
    robot.keyPress(KeyEvent.VK_0);
    until(() -> pictures("bea/nothing") >= 2);
    robot.keyRelease(KeyEvent.VK_0);
    Predicate<JButton> idle = b -> b.getText().equals("Hold to record no sign");
    until(() -> find(window, JButton.class, idle) != null); // what was taken is written
    assertThat(referenceHand(window).isVisible()).as("there is no hand for no sign").isFalse();

    SwingUtilities.invokeAndWait(() -> window.run(Command.TAB_LIVE));
    until(window.live().focus()::isFocusOwner);
    int all = pictures("");
    type(robot, KeyEvent.VK_C);
    Thread.sleep(300);
    assertThat(pictures("")).as("the other tab knows no letters").isEqualTo(all);
  }

  private static ReferenceCard referenceHand(MainWindow window) {
    return find(window.record().view(), ReferenceCard.class, card -> true);
  }

  @Test
  void withoutASignerNothingIsRecorded() throws Exception {
    MainWindow window = open(null);
    try {
      until(() -> window.record().view().isShowing());
      Thread.sleep(500);
      assertThat(
              find(window, JButton.class, b -> b.getText().equals("Hold to record A")).isEnabled())
          .isFalse();
    } finally {
      SwingUtilities.invokeAndWait(window::quit);
      window.awaitClosed();
    }
  }

  private static void type(Robot robot, int... keys) {
    for (int key : keys) {
      robot.keyPress(key);
      robot.keyRelease(key);
    }
  }

  private int pictures(String under) {
    return pictures(folder.resolve("samples").resolve(under).toFile());
  }

  /** Not by walking the tree: temporary files come and go in it. */
  private static int pictures(File folder) {
    File[] files = folder.listFiles();
    int count = 0;
    for (File file : files == null ? new File[0] : files) {
      boolean picture = file.getName().endsWith(".jpg");
      count += picture ? 1 : pictures(file);
    }
    return count;
  }

  /** The component of a kind that a test means; null when there is none. */
  private static <T> T find(Container in, Class<T> kind, Predicate<T> wanted) {
    for (Component child : in.getComponents()) {
      if (kind.isInstance(child) && wanted.test(kind.cast(child))) {
        return kind.cast(child);
      }
      T found = child instanceof Container inner ? find(inner, kind, wanted) : null;
      if (found != null) {
        return found;
      }
    }
    return null;
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
