package org.signcam.ui;

import java.awt.event.ActionEvent;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import javax.swing.AbstractAction;
import javax.swing.JComponent;
import javax.swing.KeyStroke;
import org.signcam.image.MirroredView;
import org.signcam.image.Region;

/**
 * The keyboard on the preview: arrows move the square as seen, + and − resize it, with Shift in
 * bigger steps, Home puts it back to the middle. Steps are frame pixels.
 */
final class RegionKeys {
  private static final int STEP = 4;
  private static final int BIG_STEP = 24;

  private RegionKeys() {}

  static void install(PreviewPanel preview) {
    for (boolean big : new boolean[] {false, true}) {
      int shift = big ? InputEvent.SHIFT_DOWN_MASK : 0;
      int step = big ? BIG_STEP : STEP;
      move(preview, KeyEvent.VK_LEFT, shift, -step, 0);
      move(preview, KeyEvent.VK_RIGHT, shift, step, 0);
      move(preview, KeyEvent.VK_UP, shift, 0, -step);
      move(preview, KeyEvent.VK_DOWN, shift, 0, step);
      // On most keyboards + is Shift with =, so Shift alone must not make it a bigger step.
      grow(preview, KeyStroke.getKeyStroke(KeyEvent.VK_ADD, shift), step);
      grow(preview, KeyStroke.getKeyStroke(KeyEvent.VK_SUBTRACT, shift), -step);
    }
    grow(preview, KeyStroke.getKeyStroke('+'), STEP);
    grow(preview, KeyStroke.getKeyStroke('='), STEP);
    grow(preview, KeyStroke.getKeyStroke('-'), -STEP);
    grow(preview, KeyStroke.getKeyStroke('_'), -BIG_STEP);
    grow(preview, KeyStroke.getKeyStroke('*'), BIG_STEP);
    bind(
        preview,
        KeyStroke.getKeyStroke(KeyEvent.VK_HOME, 0),
        () -> {
          MirroredView map = preview.map();
          preview.changeRegion(Region.centred(map.frameWidth(), map.frameHeight()));
        });
  }

  private static void move(PreviewPanel preview, int key, int modifiers, int right, int down) {
    bind(
        preview,
        KeyStroke.getKeyStroke(key, modifiers),
        () -> {
          MirroredView map = preview.map();
          preview.changeRegion(
              Grip.INSIDE.drag(preview.region(), right, down, map.frameWidth(), map.frameHeight()));
        });
  }

  private static void grow(PreviewPanel preview, KeyStroke key, int by) {
    bind(
        preview,
        key,
        () -> {
          MirroredView map = preview.map();
          preview.changeRegion(
              Grip.grow(preview.region(), by, map.frameWidth(), map.frameHeight()));
        });
  }

  private static void bind(PreviewPanel preview, KeyStroke key, Runnable change) {
    String name = "region " + key;
    preview.getInputMap(JComponent.WHEN_FOCUSED).put(key, name);
    preview
        .getActionMap()
        .put(
            name,
            new AbstractAction() {
              @Override
              public void actionPerformed(ActionEvent e) {
                if (preview.map() != null && preview.region() != null) {
                  change.run();
                }
              }
            });
  }
}
