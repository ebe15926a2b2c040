package org.signcam.ui.train;

import java.awt.BorderLayout;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.concurrent.ExecutionException;
import javax.swing.ImageIcon;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.SwingConstants;
import javax.swing.SwingWorker;
import org.signcam.base.UserException;
import org.signcam.evaluate.Outcome;
import org.signcam.ui.Thumbnails;
import org.signcam.ui.WrapPanel;

/** One's own pictures that were read right before and are not any more. */
final class MistakeRow extends JPanel {
  private static final int SIDE = 72;
  private static final int MOST = 24;

  private final JLabel caption = new JLabel();
  private final WrapPanel row = new WrapPanel(8, 8);

  MistakeRow() {
    super(new BorderLayout(0, 6));
    setOpaque(false);
    row.setOpaque(false);
    add(caption, BorderLayout.NORTH);
    add(row, BorderLayout.CENTER);
  }

  void show(List<Outcome> mistakes) {
    row.removeAll();
    setVisible(!mistakes.isEmpty());
    caption.setText(
        mistakes.size() > MOST
            ? "New mistakes (the first " + MOST + " of " + mistakes.size() + ")"
            : "New mistakes");
    for (Outcome mistake : mistakes.subList(0, Math.min(MOST, mistakes.size()))) {
      String letter = mistake.prediction().letter();
      JLabel tile =
          new JLabel(mistake.sample().label() + " → " + (letter == null ? "none" : letter));
      tile.setHorizontalTextPosition(SwingConstants.CENTER);
      tile.setVerticalTextPosition(SwingConstants.BOTTOM);
      tile.setToolTipText(mistake.sample().file().toString());
      row.add(tile);
      load(mistake, tile);
    }
    revalidate();
    repaint();
  }

  private static void load(Outcome mistake, JLabel tile) {
    new SwingWorker<BufferedImage, Void>() {
      @Override
      protected BufferedImage doInBackground() {
        return Thumbnails.of(mistake.sample(), SIDE);
      }

      @Override
      protected void done() {
        try {
          tile.setIcon(new ImageIcon(get()));
        } catch (ExecutionException e) {
          if (!(e.getCause() instanceof UserException)) {
            throw new IllegalStateException("Showing a picture", e.getCause());
          }
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }.execute();
  }
}
