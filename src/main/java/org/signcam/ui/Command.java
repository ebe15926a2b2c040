package org.signcam.ui;

import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.util.Locale;
import javax.swing.KeyStroke;
import org.signcam.ui.gallery.GalleryTab;
import org.signcam.ui.models.ModelsTab;
import org.signcam.ui.practice.PracticeTab;
import org.signcam.ui.record.RecordTab;
import org.signcam.ui.train.TrainTab;

/** What the window can do: one list, from which the menus and the shortcut help are made. */
public enum Command {
  OPEN_FILE("File", "Open video or picture…", 'O', KeyEvent.VK_O, Keys.CTRL),
  OPEN_MODEL("File", "Open model…", 'M', KeyEvent.VK_M, Keys.CTRL),
  REPEAT("File", "Repeat videos", 'R', KeyEvent.VK_R, Keys.CTRL),
  SNAPSHOT("File", "Save snapshot", 'S', KeyEvent.VK_S, Keys.CTRL),
  SNAPSHOT_AS("File", "Save snapshot as…", 'A', KeyEvent.VK_S, Keys.CTRL_SHIFT),
  QUIT("File", "Quit", 'Q', KeyEvent.VK_Q, Keys.CTRL),
  TYPE_SPACE("Edit", "Type a space", 'S', KeyEvent.VK_SPACE, InputEvent.SHIFT_DOWN_MASK),
  DELETE_LETTER("Edit", "Delete the last letter", 'D', KeyEvent.VK_BACK_SPACE, 0),
  CLEAR_TEXT("Edit", "Clear the text", 'L', KeyEvent.VK_BACK_SPACE, InputEvent.SHIFT_DOWN_MASK),
  COPY_TEXT("Edit", "Copy the text", 'C', KeyEvent.VK_C, Keys.CTRL),
  CHOOSE_CAMERA("Camera", "Choose camera", 'C', KeyEvent.VK_F2, 0),
  CHOOSE_MODEL("Camera", "Choose model", 'M', KeyEvent.VK_F3, 0),
  PREVIOUS_MODEL("Camera", "Back to the previous model", 'B', KeyEvent.VK_F4, 0),
  TRY_AGAIN("Camera", "Open again", 'A', KeyEvent.VK_F5, 0),
  FREEZE("Camera", "Freeze", 'F', KeyEvent.VK_SPACE, 0),
  RESET_REGION("Camera", "Reset the square", 'R', KeyEvent.VK_HOME, Keys.CTRL),
  TAB_LIVE("View", "Live", '1', KeyEvent.VK_1, Keys.CTRL),
  TAB_RECORD("View", "Record", '2', KeyEvent.VK_2, Keys.CTRL),
  TAB_GALLERY("View", "Gallery", '3', KeyEvent.VK_3, Keys.CTRL),
  TAB_TRAIN("View", "Train", '4', KeyEvent.VK_4, Keys.CTRL),
  TAB_MODELS("View", "Models", '5', KeyEvent.VK_5, Keys.CTRL),
  TAB_PRACTICE("View", "Practice", '6', KeyEvent.VK_6, Keys.CTRL),
  REFERENCE("View", "Reference hand", 'H', KeyEvent.VK_H, Keys.CTRL),
  LEFT_HAND("View", "Left reference hand", 'E', KeyEvent.VK_H, Keys.CTRL_SHIFT),
  FULL_SCREEN("View", "Full screen", 'F', KeyEvent.VK_F11, 0),
  PROJECTOR("View", "Projector: large, high contrast", 'P', KeyEvent.VK_P, Keys.CTRL),
  THEME_SYSTEM("View", "Theme as the system", 'S', 0, 0),
  THEME_LIGHT("View", "Light theme", 'L', KeyEvent.VK_L, Keys.CTRL),
  THEME_DARK("View", "Dark theme", 'D', KeyEvent.VK_D, Keys.CTRL),
  HELP("Help", "Keyboard shortcuts", 'K', KeyEvent.VK_F1, 0);

  final String menu;
  final String label;
  final char mnemonic;
  private final int key;
  private final int modifiers;

  Command(String menu, String label, char mnemonic, int key, int modifiers) {
    this.menu = menu;
    this.label = label;
    this.mnemonic = mnemonic;
    this.key = key;
    this.modifiers = modifiers;
  }

  /** Whether it is on or off rather than done once. */
  boolean toggles() {
    return switch (this) {
      case REPEAT, FREEZE, REFERENCE, LEFT_HAND, FULL_SCREEN, PROJECTOR -> true;
      default -> false;
    };
  }

  /** The theme it chooses; null for every other command. */
  Theme theme() {
    return switch (this) {
      case THEME_SYSTEM -> Theme.SYSTEM;
      case THEME_LIGHT -> Theme.LIGHT;
      case THEME_DARK -> Theme.DARK;
      default -> null;
    };
  }

  /** The {@link Tab#key} of the tab that it shows; null for every other command. */
  String tab() {
    return switch (this) {
      case TAB_LIVE -> LiveTab.KEY;
      case TAB_RECORD -> RecordTab.KEY;
      case TAB_GALLERY -> GalleryTab.KEY;
      case TAB_TRAIN -> TrainTab.KEY;
      case TAB_MODELS -> ModelsTab.KEY;
      case TAB_PRACTICE -> PracticeTab.KEY;
      default -> null;
    };
  }

  /** Null when it has no shortcut. */
  KeyStroke keyStroke() {
    return key == 0 ? null : KeyStroke.getKeyStroke(key, modifiers);
  }

  /** The shortcut in words ({@code Ctrl+S}); empty when there is none. */
  public String shortcut() {
    if (key == 0) {
      return "";
    }
    String text = KeyEvent.getKeyText(key);
    return modifiers == 0 ? text : InputEvent.getModifiersExText(modifiers) + "+" + text;
  }

  /** Label and shortcut, for a tooltip. */
  public String tip() {
    return shortcut().isEmpty() ? label : label + " (" + shortcut() + ")";
  }

  /** Kept apart since an enum's constants come before its other statics. */
  private static final class Keys {
    static final int CTRL =
        System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("mac")
            ? InputEvent.META_DOWN_MASK
            : InputEvent.CTRL_DOWN_MASK;
    static final int CTRL_SHIFT = CTRL | InputEvent.SHIFT_DOWN_MASK;
  }
}
