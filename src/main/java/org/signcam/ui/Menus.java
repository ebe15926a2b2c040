package org.signcam.ui;

import java.awt.event.ActionEvent;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import javax.swing.AbstractAction;
import javax.swing.ButtonGroup;
import javax.swing.JCheckBoxMenuItem;
import javax.swing.JComponent;
import javax.swing.JMenu;
import javax.swing.JMenuBar;
import javax.swing.JMenuItem;
import javax.swing.JRadioButtonMenuItem;
import javax.swing.JRootPane;
import javax.swing.KeyStroke;

/** The menu bar, made from {@link Command}; the shortcuts also work while the bar is hidden. */
final class Menus {
  final JMenuBar bar = new JMenuBar();
  private final Map<Command, JMenuItem> items = new EnumMap<>(Command.class);

  Menus(Consumer<Command> commands) {
    Map<String, JMenu> menus = new LinkedHashMap<>();
    ButtonGroup themes = new ButtonGroup();
    ButtonGroup tabs = new ButtonGroup();
    for (Command command : Command.values()) {
      JMenu menu = menus.computeIfAbsent(command.menu, Menus::menu);
      if (separated(command)) {
        menu.addSeparator();
      }
      JMenuItem item = item(command);
      if (command.theme() != null) {
        themes.add(item);
      } else if (command.tab() != null) {
        tabs.add(item);
      }
      item.setMnemonic(command.mnemonic);
      item.setAccelerator(command.keyStroke());
      item.addActionListener(e -> commands.accept(command));
      menu.add(item);
      items.put(command, item);
    }
    menus.values().forEach(bar::add);
  }

  private static JMenu menu(String name) {
    JMenu menu = new JMenu(name);
    // Alt+C and Alt+M belong to the two choosers, so Camera takes its "a"; all of Edit's are taken.
    if (!name.equals("Edit")) {
      menu.setMnemonic(name.equals("Camera") ? 'A' : name.charAt(0));
    }
    return menu;
  }

  private static boolean separated(Command command) {
    return command == Command.SNAPSHOT
        || command == Command.QUIT
        || command == Command.FREEZE
        || command == Command.REFERENCE
        || command == Command.THEME_SYSTEM;
  }

  private static JMenuItem item(Command command) {
    if (command.theme() != null || command.tab() != null) {
      return new JRadioButtonMenuItem(command.label);
    }
    return command.toggles() ? new JCheckBoxMenuItem(command.label) : new JMenuItem(command.label);
  }

  void setSelected(Command command, boolean on) {
    items.get(command).setSelected(on);
  }

  void setEnabled(Command command, boolean on) {
    items.get(command).setEnabled(on);
  }

  /** A hidden menu bar's shortcuts are dead, so the root pane has them too. */
  static void bind(JRootPane root, Consumer<Command> commands) {
    for (Command command : Command.values()) {
      if (command.keyStroke() != null) {
        bind(root, command.keyStroke(), command.name(), () -> commands.accept(command));
      }
    }
    bind(root, KeyStroke.getKeyStroke('?'), "?", () -> commands.accept(Command.HELP));
  }

  static void bind(JComponent root, KeyStroke key, String name, Runnable action) {
    root.getInputMap(JComponent.WHEN_IN_FOCUSED_WINDOW).put(key, name);
    root.getActionMap()
        .put(
            name,
            new AbstractAction() {
              @Override
              public void actionPerformed(ActionEvent e) {
                action.run();
              }
            });
  }
}
