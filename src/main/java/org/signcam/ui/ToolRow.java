package org.signcam.ui;

import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.swing.AbstractButton;
import javax.swing.BorderFactory;
import javax.swing.Icon;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JMenuItem;
import javax.swing.JPanel;
import javax.swing.JPopupMenu;
import javax.swing.JRadioButtonMenuItem;
import javax.swing.JToggleButton;
import javax.swing.MenuElement;
import javax.swing.MenuSelectionManager;
import javax.swing.event.PopupMenuEvent;
import javax.swing.event.PopupMenuListener;

/** The choosers for camera and model, and the buttons for what is wanted most. */
final class ToolRow extends JPanel {
  private static final int MENU_INSET = 14;

  /**
   * An entry of a chooser.
   *
   * @param value what it stands for: a camera's spec or a model's file
   */
  record Choice(String value, String label) {
    @Override
    public String toString() {
      return label;
    }
  }

  private final JComboBox<Choice> camera = new JComboBox<>();
  private final JComboBox<Choice> model = new JComboBox<>();
  private final Map<Command, AbstractButton> toggles = new EnumMap<>(Command.class);
  private boolean filling;

  /**
   * @param onCamera told the spec that the user chose
   * @param onModel told the file that the user chose
   * @param onPopup told when the cameras are about to be shown, to look for new ones
   */
  ToolRow(
      Consumer<String> onCamera,
      Consumer<String> onModel,
      Runnable onPopup,
      Consumer<Command> commands) {
    super(new BorderLayout(16, 0));
    WrapPanel choosers = new WrapPanel(16, 8);
    choosers.add(labelled("Camera", 'C', camera, onCamera));
    choosers.add(labelled("Model", 'M', model, onModel));
    JButton open = new JButton("Open file…");
    open.setToolTipText(Command.OPEN_FILE.tip() + ", or drop it on the window");
    open.addActionListener(e -> commands.accept(Command.OPEN_FILE));
    choosers.add(open);
    choosers.setBorder(BorderFactory.createEmptyBorder(2, 0, 0, 0));
    add(choosers, BorderLayout.CENTER);
    JPanel buttons = new JPanel(new FlowLayout(FlowLayout.TRAILING, 8, 0));
    buttons.add(button(Command.FREEZE, Icons.FREEZE, commands));
    buttons.add(button(Command.SNAPSHOT, Icons.SNAPSHOT, commands));
    buttons.add(button(Command.PROJECTOR, Icons.PROJECTOR, commands));
    buttons.add(button(Command.FULL_SCREEN, Icons.FULL_SCREEN, commands));
    buttons.add(button(Command.HELP, Icons.HELP, commands));
    buttons.setBorder(BorderFactory.createEmptyBorder(0, 0, 0, -8));
    JPanel top = new JPanel(new BorderLayout()); // stays in the first row when the choosers wrap
    top.add(buttons, BorderLayout.NORTH);
    add(top, BorderLayout.EAST);
    toggles.get(Command.FREEZE).setSelectedIcon(Icons.RESUME);
    camera.addPopupMenuListener(
        new PopupMenuListener() {
          @Override
          public void popupMenuWillBecomeVisible(PopupMenuEvent e) {
            onPopup.run();
          }

          @Override
          public void popupMenuWillBecomeInvisible(PopupMenuEvent e) {}

          @Override
          public void popupMenuCanceled(PopupMenuEvent e) {}
        });
  }

  private JComponent labelled(
      String name, char mnemonic, JComboBox<Choice> chooser, Consumer<String> onChoice) {
    JPanel pair = new JPanel(new BorderLayout(8, 0));
    JLabel label = new JLabel(name);
    label.setDisplayedMnemonic(mnemonic);
    label.setLabelFor(chooser);
    chooser.setPrototypeDisplayValue(new Choice("", "HD Pro Webcam C920"));
    chooser.getAccessibleContext().setAccessibleName(name);
    chooser.addActionListener(
        e -> {
          if (!filling && chooser.getSelectedItem() instanceof Choice choice) {
            onChoice.accept(choice.value());
          }
        });
    pair.add(label, BorderLayout.WEST);
    pair.add(chooser, BorderLayout.CENTER);
    return pair;
  }

  private AbstractButton button(Command command, Icon icon, Consumer<Command> commands) {
    AbstractButton button = iconButton(command, icon, commands);
    if (command.toggles()) {
      toggles.put(command, button);
    }
    return button;
  }

  /** A small square button that asks for a command. */
  static AbstractButton iconButton(Command command, Icon icon, Consumer<Command> commands) {
    AbstractButton button = command.toggles() ? new JToggleButton(icon) : new JButton(icon);
    button.putClientProperty("JButton.buttonType", "square");
    button.setToolTipText(command.tip());
    button.getAccessibleContext().setAccessibleName(command.label);
    button.addActionListener(e -> commands.accept(command));
    return button;
  }

  /** Shows whether a command is on; others are left alone. */
  void setSelected(Command command, boolean on) {
    AbstractButton button = toggles.get(command);
    if (button != null) {
      button.setSelected(on);
    }
  }

  /** Fills the chooser without telling anybody; {@code chosen} may be null. */
  void setCameras(List<Choice> choices, Choice chosen) {
    fill(camera, choices, chosen);
  }

  /** Fills the chooser without telling anybody; {@code chosen} may be null. */
  void setModels(List<Choice> choices, Choice chosen) {
    fill(model, choices, chosen);
  }

  private void fill(JComboBox<Choice> chooser, List<Choice> choices, Choice chosen) {
    filling = true;
    try {
      chooser.removeAllItems();
      choices.forEach(chooser::addItem);
      if (chosen != null && !choices.contains(chosen)) {
        chooser.addItem(chosen);
      }
      chooser.setSelectedItem(chosen);
      chooser.setToolTipText(chosen == null ? null : chosen.label());
    } finally {
      filling = false;
    }
  }

  /**
   * Asks for a camera.
   *
   * @param where a component on which a menu is shown, while the chooser itself is not
   */
  void askForCamera(JComponent where) {
    ask(camera, where);
  }

  /** Asks for a model; see {@link #askForCamera}. */
  void askForModel(JComponent where) {
    ask(model, where);
  }

  private static void ask(JComboBox<Choice> chooser, JComponent where) {
    if (chooser.isShowing()) {
      chooser.requestFocusInWindow();
      chooser.setPopupVisible(true);
      return;
    }
    JPopupMenu menu = new JPopupMenu();
    JMenuItem chosen = null;
    for (int i = 0; i < chooser.getItemCount(); i++) {
      Choice choice = chooser.getItemAt(i);
      JMenuItem item = new JRadioButtonMenuItem(choice.label());
      item.addActionListener(e -> chooser.setSelectedItem(choice));
      if (choice.equals(chooser.getSelectedItem())) {
        item.setSelected(true);
        chosen = item;
      }
      menu.add(item);
    }
    menu.show(where, MENU_INSET, MENU_INSET);
    if (chosen != null) { // the keyboard begins there
      MenuSelectionManager.defaultManager().setSelectedPath(new MenuElement[] {menu, chosen});
    }
  }

  @Override
  public Dimension getMinimumSize() {
    return new Dimension(0, getPreferredSize().height);
  }
}
