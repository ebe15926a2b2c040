package org.signcam.ui;

import java.awt.BorderLayout;
import java.awt.GridLayout;
import java.awt.Toolkit;
import java.awt.datatransfer.StringSelection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.swing.AbstractButton;
import javax.swing.JPanel;
import org.signcam.recognize.Reading;
import org.signcam.recognize.Speller;

/** The text that held letters type, with buttons for what no letter says. Swing thread only. */
final class SpelledLine extends JPanel {
  private static final int GAP = 8; // px

  private final Speller speller = new Speller();
  private final SpelledText text = new SpelledText();
  private final JPanel buttons = new JPanel(new GridLayout(1, 0, GAP, 0));
  private final List<AbstractButton> needText = new ArrayList<>();

  SpelledLine(Consumer<Command> commands) {
    super(new BorderLayout(GAP, 0));
    buttons.add(button(Command.TYPE_SPACE, Icons.TYPE_SPACE, commands));
    needText.add(button(Command.DELETE_LETTER, Icons.DELETE_LETTER, commands));
    needText.add(button(Command.CLEAR_TEXT, Icons.CLEAR_TEXT, commands));
    needText.add(button(Command.COPY_TEXT, Icons.COPY_TEXT, commands));
    needText.forEach(buttons::add);
    add(text, BorderLayout.CENTER);
    add(buttons, BorderLayout.EAST);
    showText(false);
  }

  /** A click leaves the keyboard to the picture, where Space freezes. */
  private static AbstractButton button(Command command, Icons icon, Consumer<Command> commands) {
    AbstractButton button = ToolRow.iconButton(command, icon, commands);
    button.setRequestFocusEnabled(false);
    return button;
  }

  /** In a narrow window the text comes first: keys and menu do what the buttons do. */
  @Override
  public void doLayout() {
    buttons.setVisible(getWidth() >= buttons.getPreferredSize().width * 5 / 2);
    super.doLayout();
  }

  /** Every new reading, once. */
  void read(Reading reading) {
    speller.next(reading.letter(), reading.mediaMillis());
    showText(true);
  }

  /** Nothing is read now: no ring stands still. */
  void rest() {
    showText(false);
  }

  String text() {
    return speller.text();
  }

  /** Does one of the commands of its buttons. */
  void run(Command command, Notice notice) {
    switch (command) {
      case TYPE_SPACE -> speller.space();
      case DELETE_LETTER -> speller.delete();
      case CLEAR_TEXT -> speller.clear();
      case COPY_TEXT -> copy(notice);
      default -> throw new IllegalArgumentException("Not of this line: " + command);
    }
    showText(true);
  }

  private void copy(Notice notice) {
    if (speller.text().isEmpty()) {
      return; // what was copied before stays
    }
    try {
      Toolkit.getDefaultToolkit()
          .getSystemClipboard()
          .setContents(new StringSelection(speller.text()), null);
      notice.tell("Copied the text.");
    } catch (IllegalStateException e) {
      notice.warn("Another program holds the clipboard; copy again.");
    }
  }

  private void showText(boolean holds) {
    String now = speller.text();
    text.show(now, holds ? speller.holding() : null, holds ? speller.progress() : 0);
    needText.forEach(button -> button.setEnabled(!now.isEmpty()));
  }
}
