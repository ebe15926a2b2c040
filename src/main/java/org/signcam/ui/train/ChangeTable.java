package org.signcam.ui.train;

import java.awt.Font;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.util.List;
import java.util.Locale;
import javax.swing.Box;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.SwingConstants;
import org.signcam.evaluate.Figures;
import org.signcam.evaluate.Share;
import org.signcam.train.Adaptation.Change;
import org.signcam.train.Adaptation.Result;
import org.signcam.ui.Palette;

/** What a training changed: a row a figure, before and after. */
final class ChangeTable extends JPanel {
  private int row;

  ChangeTable() {
    super(new GridBagLayout());
    setOpaque(false);
  }

  void show(Result result) {
    removeAll();
    row = 0;
    cells(true, "", "before", "after", null);
    Change own = result.own();
    if (own != null) {
      String whose =
          result.split().sameSession()
              ? "Your letters (other bursts of the same session)"
              : "Your letters (the newest session)";
      share(whose, own.before().meanSignerAccuracy(), own.after().meanSignerAccuracy());
      letters(own);
    }
    Change others = result.others();
    if (others != null) {
      share(
          "Other people’s letters (never trained on)",
          others.before().meanSignerAccuracy(),
          others.after().meanSignerAccuracy());
      counts(
          "    Other signs taken for letters",
          others.before().falseAcceptOther(),
          others.after().falseAcceptOther());
      counts(
          "    Letters seen where there is no hand",
          others.before().falseAcceptNothing(),
          others.after().falseAcceptNothing());
    }
    revalidate();
    repaint();
  }

  private void letters(Change own) {
    List<String> labels = own.before().labels();
    for (int i = 0; i < labels.size(); i++) {
      int before = right(own.before(), i);
      int after = right(own.after(), i);
      int all = own.after().confusion().get(i).stream().mapToInt(n -> n).sum();
      if (all > 0) {
        cells(
            false,
            "    " + labels.get(i),
            before + " of " + all,
            after + " of " + all,
            after == before ? null : after > before);
      }
    }
  }

  private static int right(Figures figures, int letter) {
    return figures.confusion().get(letter).get(letter);
  }

  private void share(String what, double before, double after) {
    cells(true, what, percent(before), percent(after), sign(after - before));
  }

  private static Boolean sign(double change) {
    return Math.abs(change) < 0.0005 ? null : change > 0;
  }

  private void counts(String what, Share before, Share after) {
    if (before != null && after != null) {
      int less = before.count() - after.count();
      cells(
          false,
          what,
          before.count() + " of " + before.of(),
          after.count() + " of " + after.of(),
          less == 0 ? null : less > 0);
    }
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  /**
   * @param better whether the change is for the better; null for none
   */
  private void cells(boolean strong, String what, String before, String after, Boolean better) {
    GridBagConstraints place = new GridBagConstraints();
    place.gridy = row++;
    place.insets = new Insets(strong && row > 1 ? 10 : 2, 0, 2, 0);
    place.anchor = GridBagConstraints.WEST;
    add(label(what, strong), place);
    place.insets = new Insets(place.insets.top, 24, 2, 0);
    place.anchor = GridBagConstraints.EAST;
    add(label(before, strong), place);
    JLabel last = label(after, strong);
    add(last, place);
    if (better != null) {
      JLabel arrow = label(better ? "▲" : "▼", strong);
      for (JLabel label : new JLabel[] {last, arrow}) {
        label.setForeground(better ? Palette.accent() : Palette.warning());
        label.setToolTipText(better ? "Better than before" : "Worse than before");
      }
      place.insets = new Insets(place.insets.top, 6, 2, 0);
      add(arrow, place);
    }
    place.gridx = 4;
    place.weightx = 1;
    add(Box.createGlue(), place);
  }

  private static JLabel label(String text, boolean strong) {
    JLabel label = new JLabel(text, SwingConstants.TRAILING);
    label.setFont(label.getFont().deriveFont(strong ? Font.BOLD : Font.PLAIN));
    return label;
  }
}
