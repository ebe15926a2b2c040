package org.signcam.ui.gallery;

import java.awt.BorderLayout;
import java.awt.Dimension;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JProgressBar;

/** What is being done, how far it is, and a button to stop it. Hidden while nothing is. */
final class WorkRow extends JPanel {
  final JButton stop = new JButton("Stop");
  private final JLabel label = new JLabel();
  private final JProgressBar bar = new JProgressBar();

  WorkRow() {
    super(new BorderLayout(12, 0));
    setOpaque(false);
    setVisible(false);
    bar.getAccessibleContext().setAccessibleName("Progress");
    label.setMinimumSize(new Dimension(0, 0));
    JPanel middle = new JPanel(new BorderLayout(0, 4));
    middle.setOpaque(false);
    middle.add(label, BorderLayout.NORTH);
    middle.add(bar, BorderLayout.SOUTH);
    add(middle, BorderLayout.CENTER);
    add(stop, BorderLayout.EAST);
  }

  /**
   * Shows progress.
   *
   * @param total 0 where nobody knows
   */
  void show(String what, int done, int total) {
    label.setText(
        total > 0
            ? "%s: %,d of %,d".formatted(what, done, total)
            : done > 0 ? "%s: %,d".formatted(what, done) : what);
    bar.setIndeterminate(total == 0);
    bar.setMaximum(Math.max(1, total));
    bar.setValue(done);
    if (!isVisible()) {
      setVisible(true);
      revalidate();
    }
  }
}
