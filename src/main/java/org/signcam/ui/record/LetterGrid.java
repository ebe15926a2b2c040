package org.signcam.ui.record;

import java.awt.GridLayout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.swing.ButtonGroup;
import javax.swing.JPanel;

/** A button for each label, with how many pictures the signer has of it. */
final class LetterGrid extends JPanel {
  private static final int COLUMNS = 5;

  private final transient Consumer<String> onChoice;
  private final transient Map<String, LetterButton> buttons = new LinkedHashMap<>();
  private transient Map<String, Integer> counts = Map.of();
  private String chosen;

  LetterGrid(Consumer<String> onChoice) {
    super(new GridLayout(0, COLUMNS, 6, 6));
    this.onChoice = onChoice;
    setOpaque(false);
    getAccessibleContext().setAccessibleName("Letter");
  }

  /** The labels to choose from; the one chosen before stays so when it is among them. */
  void setLabels(List<String> labels) {
    removeAll();
    buttons.clear();
    ButtonGroup group = new ButtonGroup();
    for (String label : labels) {
      LetterButton button = new LetterButton(label);
      button.addActionListener(e -> onChoice.accept(label));
      group.add(button);
      buttons.put(label, button);
      add(button);
    }
    choose(buttons.containsKey(chosen) ? chosen : labels.get(0));
    setCounts(counts);
    revalidate();
    repaint();
  }

  String chosen() {
    return chosen;
  }

  List<String> labels() {
    return List.copyOf(buttons.keySet());
  }

  void choose(String label) {
    chosen = label;
    buttons.get(label).setSelected(true);
  }

  /** How many pictures there are of each label; labels not named have none. */
  void setCounts(Map<String, Integer> next) {
    counts = Map.copyOf(next);
    buttons.forEach((label, button) -> button.setCount(counts.getOrDefault(label, 0)));
  }

  /** One picture more. */
  void count(String label) {
    LetterButton button = buttons.get(label);
    if (button != null) { // another model may know other labels by now
      button.setCount(button.count() + 1);
    }
  }
}
