package org.signcam.ui;

import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import javax.swing.JPanel;

/** A panel whose rows, and so whose height, follow its width. */
public class WrapPanel extends JPanel {
  public WrapPanel(int gapX, int gapY) {
    this(gapX, gapY, false);
  }

  /**
   * @param middle whether the rows stand in the middle
   */
  public WrapPanel(int gapX, int gapY, boolean middle) {
    super(new WrapLayout(gapX, gapY, middle));
    addComponentListener(
        new ComponentAdapter() {
          @Override
          public void componentResized(ComponentEvent e) {
            revalidate();
          }
        });
  }
}
