package org.signcam.ui.record;

import java.awt.Component;
import java.awt.KeyEventDispatcher;
import java.awt.KeyboardFocusManager;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.beans.PropertyChangeListener;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.swing.AbstractButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.SwingUtilities;
import javax.swing.Timer;
import javax.swing.text.JTextComponent;
import org.signcam.samples.SampleSet;

/**
 * The keys that record, as long as they are held: each letter its own, 0 for no sign, the space bar
 * for the letter that is chosen. They work while the tab has the focus and nobody is typing.
 */
final class RecordKeys implements KeyEventDispatcher {
  /** Stands for the button, which is held like a key. */
  private static final int BUTTON = -1;

  private static final int OTHER_SHORTCUTS =
      InputEvent.CTRL_DOWN_MASK | InputEvent.ALT_DOWN_MASK | InputEvent.META_DOWN_MASK;

  /** Told what is held. */
  interface Listener {
    /** A hold begins; null for the letter that is chosen. */
    void press(String letter);

    void release();
  }

  private final JComponent tab;
  private final Listener listener;
  private final Map<Integer, String> letters = new HashMap<>(); // key code to label
  private final HeldKey held = new HeldKey();
  private final Timer release = new Timer(HeldKey.RELEASE_MILLIS, e -> endIfReleased());
  private final PropertyChangeListener focus = e -> focusMoved();

  RecordKeys(JComponent tab, Listener listener) {
    this.tab = tab;
    this.listener = listener;
    release.setRepeats(false);
  }

  /** Labels of one letter get its key. */
  void setLabels(List<String> labels) {
    letters.clear();
    for (String label : labels) {
      if (label.equals(SampleSet.NOTHING)) {
        letters.put(KeyEvent.VK_0, label);
        letters.put(KeyEvent.VK_NUMPAD0, label);
      } else if (label.length() == 1) {
        letters.put(KeyEvent.getExtendedKeyCodeForChar(label.charAt(0)), label);
      }
    }
  }

  void install() {
    KeyboardFocusManager manager = KeyboardFocusManager.getCurrentKeyboardFocusManager();
    manager.addKeyEventDispatcher(this);
    manager.addPropertyChangeListener("focusOwner", focus);
  }

  void uninstall() {
    KeyboardFocusManager manager = KeyboardFocusManager.getCurrentKeyboardFocusManager();
    manager.removeKeyEventDispatcher(this);
    manager.removePropertyChangeListener("focusOwner", focus);
    drop();
  }

  @Override
  public boolean dispatchKeyEvent(KeyEvent e) {
    int key = e.getKeyCode();
    boolean ours = letters.containsKey(key) || key == KeyEvent.VK_SPACE;
    if (!ours) {
      return false;
    }
    if (e.getID() == KeyEvent.KEY_RELEASED && held.isHeld()) {
      release(key);
      return isActive(key);
    }
    if ((e.getModifiersEx() & OTHER_SHORTCUTS) != 0 || !isActive(key)) {
      return false;
    }
    if (e.getID() == KeyEvent.KEY_PRESSED) {
      press(key, letters.get(key));
    }
    return true;
  }

  /** Whether a key records now: the focus is on the tab, and not where the key means something. */
  private boolean isActive(int key) {
    Component owner = KeyboardFocusManager.getCurrentKeyboardFocusManager().getFocusOwner();
    if (owner == null || !SwingUtilities.isDescendingFrom(owner, tab)) {
      return false;
    }
    boolean typing = owner instanceof JTextComponent || owner instanceof JComboBox<?>;
    return !typing && !(key == KeyEvent.VK_SPACE && owner instanceof AbstractButton);
  }

  /** The button went down or up. */
  void button(boolean down) {
    if (down) {
      press(BUTTON, null);
    } else {
      release(BUTTON);
    }
  }

  private void press(int key, String letter) {
    release.stop();
    if (held.press(key)) {
      listener.press(letter);
    }
  }

  private void release(int key) {
    held.release(key, now());
    release.restart();
  }

  private void endIfReleased() {
    if (held.ended(now())) {
      listener.release();
    }
  }

  private void focusMoved() {
    if (held.isHeld() && !isActive(KeyEvent.VK_A)) {
      drop(); // the release will go elsewhere
    }
  }

  private void drop() {
    if (held.isHeld()) {
      held.drop();
      listener.release();
    }
  }

  private static long now() {
    return System.nanoTime() / 1_000_000;
  }
}
