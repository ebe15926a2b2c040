package org.signcam.ui;

import java.awt.FlowLayout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.swing.BorderFactory;
import javax.swing.ButtonGroup;
import javax.swing.JPanel;
import javax.swing.JToggleButton;

/** The row of the tabs' names. */
final class TabBar extends JPanel {
  private final Map<String, JToggleButton> buttons = new LinkedHashMap<>();

  /**
   * @param onChoice told the key of the tab that the user chose
   */
  TabBar(List<Tab> tabs, Consumer<String> onChoice) {
    super(new FlowLayout(FlowLayout.LEADING, 0, 0));
    setBorder(BorderFactory.createEmptyBorder(4, 8, 0, 8));
    getAccessibleContext().setAccessibleName("Tabs");
    ButtonGroup group = new ButtonGroup();
    for (Tab tab : tabs) {
      JToggleButton button = new JToggleButton(tab.title());
      button.putClientProperty("JButton.buttonType", "tab");
      button.setToolTipText(tip(tab));
      button.addActionListener(e -> onChoice.accept(tab.key()));
      group.add(button);
      buttons.put(tab.key(), button);
      add(button);
    }
  }

  private static String tip(Tab tab) {
    for (Command command : Command.values()) {
      if (tab.key().equals(command.tab())) {
        return command.tip();
      }
    }
    return tab.title();
  }

  void setSelected(String key) {
    buttons.get(key).setSelected(true);
  }
}
