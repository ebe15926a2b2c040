package org.signcam.ui.gallery;

import static java.awt.event.InputEvent.CTRL_DOWN_MASK;
import static java.awt.event.InputEvent.META_DOWN_MASK;
import static java.awt.event.InputEvent.SHIFT_DOWN_MASK;

import java.awt.event.ActionEvent;
import java.awt.event.KeyEvent;
import java.util.function.IntUnaryOperator;
import javax.swing.AbstractAction;
import javax.swing.JComponent;
import javax.swing.KeyStroke;

/** The keys by which a pane's pictures are gone through and chosen, as lists have them. */
final class PaneKeys {
  private PaneKeys() {}

  static void install(ThumbnailPane pane) {
    move(pane, KeyEvent.VK_LEFT, i -> i - 1);
    move(pane, KeyEvent.VK_RIGHT, i -> i + 1);
    move(pane, KeyEvent.VK_UP, i -> pane.grid().vertically(i, -1));
    move(pane, KeyEvent.VK_DOWN, i -> pane.grid().vertically(i, 1));
    move(pane, KeyEvent.VK_PAGE_UP, i -> pane.grid().vertically(i, -page(pane)));
    move(pane, KeyEvent.VK_PAGE_DOWN, i -> pane.grid().vertically(i, page(pane)));
    move(pane, KeyEvent.VK_HOME, i -> 0);
    move(pane, KeyEvent.VK_END, i -> pane.arrangement().size() - 1);
    bind(pane, KeyEvent.VK_SPACE, 0, () -> pane.click(pane.selection.lead(), true, false));
    for (int ctrl : new int[] {CTRL_DOWN_MASK, META_DOWN_MASK}) {
      bind(pane, KeyEvent.VK_SPACE, ctrl, () -> pane.click(pane.selection.lead(), true, false));
      bind(
          pane,
          KeyEvent.VK_A,
          ctrl,
          () -> {
            pane.selection.all();
            pane.changed();
          });
    }
  }

  private static int page(ThumbnailPane pane) {
    int row = Math.max(1, pane.getScrollableUnitIncrement(null, 1, 1) * 3);
    return Math.max(1, pane.getVisibleRect().height / row - 1);
  }

  /** Alone it chooses, with Shift it extends, with Ctrl only the lead moves. */
  private static void move(ThumbnailPane pane, int key, IntUnaryOperator step) {
    bind(pane, key, 0, () -> pane.click(next(pane, step), false, false));
    bind(pane, key, SHIFT_DOWN_MASK, () -> pane.click(next(pane, step), false, true));
    for (int ctrl : new int[] {CTRL_DOWN_MASK, META_DOWN_MASK}) {
      bind(pane, key, ctrl, () -> pane.lead(next(pane, step)));
      bind(pane, key, ctrl | SHIFT_DOWN_MASK, () -> pane.click(next(pane, step), true, true));
    }
  }

  private static int next(ThumbnailPane pane, IntUnaryOperator step) {
    int lead = pane.selection.lead();
    int next = lead < 0 ? 0 : step.applyAsInt(lead);
    return Math.max(0, Math.min(pane.arrangement().size() - 1, next));
  }

  private static void bind(ThumbnailPane pane, int key, int modifiers, Runnable action) {
    bind(pane, JComponent.WHEN_FOCUSED, KeyStroke.getKeyStroke(key, modifiers), action);
  }

  static void bind(JComponent component, int when, KeyStroke key, Runnable action) {
    component.getInputMap(when).put(key, key.toString());
    component
        .getActionMap()
        .put(
            key.toString(),
            new AbstractAction() {
              @Override
              public void actionPerformed(ActionEvent e) {
                action.run();
              }
            });
  }
}
