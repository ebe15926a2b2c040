package org.signcam.ui.practice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.signcam.ui.Windows.seen;
import static org.signcam.ui.Windows.type;
import static org.signcam.ui.Windows.until;
import static org.signcam.ui.Windows.waits;

import java.awt.GraphicsEnvironment;
import java.awt.Robot;
import java.awt.event.KeyEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.signcam.image.OpenCv;
import org.signcam.ui.ModelState;
import org.signcam.ui.Parts;
import org.signcam.ui.SharedSession;

/** The tab without a window, with a model that reads what the test signs. */
@Timeout(120)
class PracticeTabTest {
  @TempDir Path folder;
  private PracticeSettings settings = PracticeSettings.defaults();
  private volatile String signed;
  private SharedSession session;
  private PracticeTab tab;
  private PracticeView view;

  @BeforeAll
  static void load() {
    OpenCv.load();
  }

  @AfterEach
  void close() throws Exception {
    if (tab == null) {
      return; // its test was skipped
    }
    SwingUtilities.invokeAndWait(tab::hidden);
    tab.close();
    session.close();
  }

  private Path file() {
    return folder.resolve("practice.json");
  }

  private void show(SharedSession of, boolean camera) throws Exception {
    session = of;
    SwingUtilities.invokeAndWait(
        () -> {
          if (camera) {
            session.chooseCamera(null);
          }
          session.chooseModel(Path.of("stand-in"));
          tab = new PracticeTab(session, settings, file(), () -> {});
          view = (PracticeView) tab.view();
          tab.shown();
        });
  }

  private void show(String... letters) throws Exception {
    show(Parts.session(() -> signed, List.of(letters)), true);
    until("a letter to sign", () -> target() != null);
  }

  private String target() {
    String spoken = view.prompt.spoken();
    return spoken.startsWith("Sign ") ? spoken.substring(5, 6) : null;
  }

  private String sentence() throws Exception {
    return seen(() -> view.sentence.getText());
  }

  private void press(int key) throws Exception {
    SwingUtilities.invokeAndWait(
        () -> {
          Object action =
              view.getInputMap(JComponent.WHEN_ANCESTOR_OF_FOCUSED_COMPONENT)
                  .get(KeyStroke.getKeyStroke(key, 0));
          view.getActionMap().get(action).actionPerformed(null);
        });
  }

  /** What the table says of a letter. */
  private String cell(String letter, int column) {
    for (int row = 0; row < view.table.getRowCount(); row++) {
      if (view.table.getValueAt(row, 0).equals(letter)) {
        return view.table.getValueAt(row, column).toString();
      }
    }
    throw new AssertionError("There is no row of " + letter);
  }

  @Test
  void aLetterHeldIsPraisedKeptAndFollowedByAnother() throws Exception {
    show("A", "B");
    String first = seen(this::target);
    signed = first;
    until("the other letter", () -> !first.equals(target()));
    assertThat(sentence()).startsWith(first + ": right, in");
    assertThat(seen(() -> cell(first, 1))).isEqualTo("1");
    assertThat(seen(view::read)).isEqualTo("Read: " + first);
    SwingUtilities.invokeAndWait(tab::hidden);
    assertThat(seen(view::read)).as("nobody looks").isEmpty();
    tab.close();
    assertThat(new StatisticsFile(file()).load().letters().get(first).attempts()).isOne();
  }

  @Test
  void whatIsReadInsteadIsNamedAndCountedOnce() throws Exception {
    show("A", "B");
    String other = seen(this::target).equals("A") ? "B" : "A";
    String target = seen(this::target);
    signed = other;
    until("it is said", () -> view.sentence.getText().startsWith("That looks like " + other));
    Thread.sleep(1000);
    assertThat(seen(() -> cell(target, 3))).isEqualTo("1");
    assertThat(seen(() -> cell(target, 4))).isEqualTo(other);
    signed = null;
    press(KeyEvent.VK_ENTER);
    assertThat(seen(this::target)).isEqualTo(other);
    assertThat(seen(() -> cell(target, 1))).as("skipped").isEqualTo("1");
  }

  @Test
  void anotherModelOfTheSameLettersChangesNothing() throws Exception {
    show("B", "E", "D");
    SwingUtilities.invokeAndWait(view.words::doClick);
    String before = seen(() -> view.prompt.spoken());
    SwingUtilities.invokeAndWait(() -> session.chooseModel(Path.of("another")));
    Thread.sleep(200);
    until("it is ready", () -> session.model().kind() == ModelState.Kind.READY);
    assertThat(seen(view.words::isSelected)).isTrue();
    assertThat(seen(() -> view.prompt.spoken())).isEqualTo(before);
  }

  @Test
  void theHandComesWhenItIsAskedForOrAfterAWhile() throws Exception {
    show("A", "B");
    assertThat(seen(view.hand::letter)).isNull();
    press(KeyEvent.VK_H);
    assertThat(seen(view.hand::letter)).isEqualTo(seen(this::target));
    press(KeyEvent.VK_H);
    assertThat(seen(view.hand::letter)).isNull();
    press(KeyEvent.VK_RIGHT);
    assertThat(seen(view.hand::letter)).isNull();
    until("it takes long", () -> view.hand.letter() != null);
    press(KeyEvent.VK_RIGHT);
    assertThat(seen(view.hand::letter)).isNull();
    SwingUtilities.invokeAndWait(view.atOnce::doClick);
    assertThat(seen(view.hand::letter)).isEqualTo(seen(this::target));
  }

  @Test
  void theKeysGoOnWorkingInAnotherSize() throws Exception {
    assumeFalse(GraphicsEnvironment.isHeadless(), "there is no display");
    show("A", "B");
    JFrame frame = seen(JFrame::new);
    try {
      SwingUtilities.invokeAndWait(
          () -> {
            frame.add(view);
            frame.setSize(1000, 700);
            frame.setVisible(true);
            tab.focus().requestFocusInWindow();
          });
      assumeTrue(waits(tab.focus()::isFocusOwner), "the window does not get the keyboard");
      SwingUtilities.invokeAndWait(() -> frame.setSize(560, 360));
      until("it is laid out anew", () -> view.prompt.getX() < view.sentence.getParent().getX());
      assertThat(seen(tab.focus()::isFocusOwner)).isTrue();
      type(new Robot(), KeyEvent.VK_H);
      until("the hand", () -> view.hand.letter() != null);
    } finally {
      SwingUtilities.invokeAndWait(frame::dispose);
    }
  }

  @Test
  void wordsAreSpelled() throws Exception {
    show("A", "B", "C", "D", "E", "F", "G", "H", "I", "J");
    assertThat(seen(view.table::getRowCount)).as("J moves").isEqualTo(9);
    SwingUtilities.invokeAndWait(view.words::doClick);
    String before = seen(view.prompt::spoken);
    assertThat(before).matches("Sign (.) of \\1[A-I]+");
    press(KeyEvent.VK_ENTER);
    assertThat(seen(view.prompt::spoken)).endsWith(before.substring(6)).isNotEqualTo(before);
  }

  @Test
  void itGoesOnAsItWasLeft() throws Exception {
    settings = new PracticeSettings(true, true);
    show("A", "B", "C", "D", "E", "F", "G", "H", "I");
    assertThat(seen(view.prompt::spoken)).matches("Sign (.) of \\1[A-I]+");
    assertThat(seen(view.hand::letter)).isEqualTo(seen(this::target));
    assertThat(seen(tab::settings)).isEqualTo(settings);
    SwingUtilities.invokeAndWait(view.atOnce::doClick);
    SwingUtilities.invokeAndWait(view.letters::doClick);
    assertThat(seen(tab::settings)).isEqualTo(PracticeSettings.defaults());
  }

  @Test
  void withoutACameraItWaits() throws Exception {
    show(Parts.session(() -> signed, List.of("A", "B")), false);
    until("the model", () -> view.table.getRowCount() == 2);
    assertThat(sentence()).contains("camera");
    assertThat(seen(view.skip::isEnabled)).isFalse();
    assertThat(seen(view.words::isEnabled)).as("no word is of A and B").isFalse();
    press(KeyEvent.VK_ENTER);
    assertThat(seen(this::target)).isNull();
    assertThat(file()).doesNotExist();
  }

  @Test
  void withoutAModelOrLettersItSaysSo() throws Exception {
    show(Parts.session(), true);
    until("no model", () -> view.sentence.getText().equals("There is no model."));
    close();
    show(Parts.session(() -> signed, List.of("J", "hello")), true);
    until("no letters", () -> view.sentence.getText().contains("choose another"));
  }

  @Test
  void damagedStatisticsAreSaidAndKept() throws Exception {
    Files.writeString(file(), "{");
    show("A", "B");
    assertThat(seen(view.notice::sentence)).contains("damaged");
    assertThat(folder.resolve("practice.damaged.json")).hasContent("{");
  }
}
