package org.signcam.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.signcam.ui.Windows.button;
import static org.signcam.ui.Windows.find;
import static org.signcam.ui.Windows.seen;
import static org.signcam.ui.Windows.type;
import static org.signcam.ui.Windows.until;
import static org.signcam.ui.Windows.waits;

import java.awt.GraphicsEnvironment;
import java.awt.Robot;
import java.awt.event.KeyEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.swing.AbstractButton;
import javax.swing.JComboBox;
import javax.swing.JLabel;
import javax.swing.SwingUtilities;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.signcam.image.OpenCv;
import org.signcam.inference.OpenModel;
import org.signcam.model.GestureModel;
import org.signcam.samples.SampleStore;

/** Record, train, keep, live: a robot at the keyboard of the real window, a clip for a camera. */
@Timeout(180)
class RetrainTest {
  private static final int ENOUGH = 8; // pictures of a burst

  @TempDir Path dir;
  private final DrawnSigns camera = new DrawnSigns(DrawnSigns.DARK);
  private final List<Path> loaded = new CopyOnWriteArrayList<>();
  private String home;
  private Path shipped;
  private MainWindow window;
  private Robot robot;

  @BeforeEach
  void open() throws Exception {
    assumeFalse(GraphicsEnvironment.isHeadless(), "there is no display to open the window on");
    OpenCv.load();
    home = System.getProperty("signcam.home");
    System.setProperty("signcam.home", dir.toString());
    System.setProperty("signcam.config", dir.resolve("config").toString());
    System.setProperty("signcam.cache", dir.resolve("cache").toString());
    shipped = dir.resolve("models/asl-a-i.safetensors");
    TinyModel.write(shipped, dir.resolve("scratch"));
    TinyModel.writeReplay(shipped, dir.resolve("scratch"));
    Openers real = Openers.real("cpu");
    Openers openers =
        new Openers(
            (spec, options) -> () -> camera,
            file -> {
              OpenModel model = real.model().load(file);
              loaded.add(file);
              return model;
            });
    window =
        MainWindow.show(
            new WindowOptions(null, null, null, null, null, dir.resolve("samples"), null),
            openers,
            new SettingsFile(dir.resolve("window.json")));
    robot = new Robot();
  }

  @AfterEach
  void back() throws Exception {
    if (window != null) {
      SwingUtilities.invokeAndWait(window::quit);
      window.awaitClosed();
    }
    System.clearProperty("signcam.config");
    System.clearProperty("signcam.cache");
    if (home == null) {
      System.clearProperty("signcam.home");
    } else {
      System.setProperty("signcam.home", home);
    }
  }

  @Test
  void newHandsAreReadRightAfterwardsAndTheOldModelIsAKeyAway() throws Exception {
    byte[] before = Files.readAllBytes(shipped);
    assumeTrue(waits(window.live().focus()::isFocusOwner), "the window does not get the keyboard");
    until("her empty room is taken for a sign", () -> reads() != null);

    type(robot, KeyEvent.VK_CONTROL, KeyEvent.VK_2);
    until("the name is asked for", () -> button(window, "Hold to record A") != null);
    until("the store is open", () -> Files.exists(dir.resolve("samples/.lock")));
    Thread.sleep(300); // the name's field takes the keyboard
    for (int key : new int[] {KeyEvent.VK_E, KeyEvent.VK_V, KeyEvent.VK_E, KeyEvent.VK_ENTER}) {
      type(robot, key);
    }
    until("the keys record", window.record().focus()::isFocusOwner);
    for (int burst = 1; burst <= 2; burst++) {
      for (String sign : DrawnSigns.SIGNS) {
        record(sign, burst * ENOUGH);
      }
    }

    type(robot, KeyEvent.VK_CONTROL, KeyEvent.VK_4);
    until("there is something to learn", () -> button(window.train().view(), "Train").isEnabled());
    type(robot, KeyEvent.VK_ALT, KeyEvent.VK_T);
    until("a result", () -> showing("Keep") != null && showing("Keep").isFocusOwner());
    assertThat(words())
        .contains("before", "after", "A", "B", "C")
        .contains("Your letters (other bursts of the same session)")
        .contains("Other people’s letters (never trained on)");
    assertThat(loaded).as("nothing changes before Keep").containsExactly(shipped);
    assertThat(models()).containsExactly(shipped.getFileName().toString());

    type(robot, KeyEvent.VK_SPACE);
    Path kept = dir.resolve("models/eve.safetensors");
    until("the new model is in use", () -> uses(kept));
    type(robot, KeyEvent.VK_CONTROL, KeyEvent.VK_1);
    until("Live has the keyboard", window.live().focus()::isFocusOwner);
    for (String sign : DrawnSigns.SIGNS) {
      camera.show(sign);
      String letter = sign.equals("nothing") ? null : sign;
      until(sign + " is read", () -> Objects.equals(reads(), letter));
    }

    type(robot, KeyEvent.VK_F4);
    until("the old model is in use", () -> uses(shipped));
    until("the empty room is taken for a sign again", () -> reads() != null);
    type(robot, KeyEvent.VK_F4);
    until("and the new one again", () -> uses(kept));

    assertThat(Files.readAllBytes(shipped)).isEqualTo(before);
    assertThat(GestureModel.card(kept).training().get("adapted_to")).hasToString("[eve]");
    onDisk();
  }

  /** Holds the sign's key until a burst is on disk. */
  private void record(String sign, int pictures) throws Exception {
    camera.show(sign);
    Thread.sleep(250); // frames under way still show the sign before
    int key =
        sign.equals("nothing") ? KeyEvent.VK_0 : KeyEvent.getExtendedKeyCodeForChar(sign.charAt(0));
    robot.keyPress(key);
    until(sign + " is recorded", () -> pictures(sign) >= pictures);
    robot.keyRelease(key);
    String words = sign.equals("nothing") ? "no sign" : sign;
    until("what was taken is written", () -> showing("Hold to record " + words) != null);
  }

  /** The letter on show, or null. */
  private String reads() {
    return window.view().reading.view().letter();
  }

  /** The window says so, and it was loaded last. */
  private boolean uses(Path file) {
    String model = file.getFileName().toString().replace(".safetensors", "");
    JComboBox<?> chooser =
        find(
            window,
            JComboBox.class,
            box -> "Model".equals(box.getAccessibleContext().getAccessibleName()));
    return loaded.get(loaded.size() - 1).equals(file) && model.equals(chooser.getToolTipText());
  }

  /** The button that says so, if it can be seen. */
  private AbstractButton showing(String text) {
    return find(window, AbstractButton.class, b -> text.equals(b.getText()) && b.isShowing());
  }

  private List<String> words() throws Exception {
    return seen(
        () -> {
          List<String> words = new ArrayList<>();
          find(
              window,
              JLabel.class,
              label -> {
                if (label.isShowing() && label.getText() != null) {
                  words.add(label.getText().strip());
                }
                return false;
              });
          return words;
        });
  }

  private int pictures(String sign) {
    String[] files = dir.resolve("samples/eve").resolve(sign).toFile().list();
    return files == null ? 0 : (int) Stream.of(files).filter(f -> f.endsWith(".jpg")).count();
  }

  private List<String> models() throws Exception {
    try (Stream<Path> files = Files.list(dir.resolve("models"))) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(f -> !f.contains(".replay."))
          .toList();
    }
  }

  /** Each picture has its line, two bursts a sign, and the store has nothing to complain of. */
  private void onDisk() throws Exception {
    int all = DrawnSigns.SIGNS.stream().mapToInt(this::pictures).sum();
    assertThat(all).isGreaterThanOrEqualTo(2 * ENOUGH * DrawnSigns.SIGNS.size());
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(dir.resolve("samples/eve"))) {
      for (Path index : files.filter(f -> f.toString().endsWith(".jsonl")).toList()) {
        lines.addAll(Files.readAllLines(index));
      }
    }
    assertThat(lines).hasSize(all);
    SwingUtilities.invokeAndWait(window::quit);
    window.awaitClosed();
    window = null;
    try (SampleStore store = SampleStore.open(dir.resolve("samples"))) {
      assertThat(store.notices()).isEmpty();
      assertThat(store.set().samples()).hasSize(all).allMatch(s -> s.region() != null);
      assertThat(store.set().samples().stream().map(s -> s.label() + s.burst()).distinct())
          .hasSize(2 * DrawnSigns.SIGNS.size());
    }
  }
}
