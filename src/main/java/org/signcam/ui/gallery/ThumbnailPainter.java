package org.signcam.ui.gallery;

import static org.signcam.ui.gallery.ThumbnailPane.PAD;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Optional;
import java.util.function.Function;
import org.signcam.samples.Sample;
import org.signcam.ui.ModelState;
import org.signcam.ui.Palette;
import org.signcam.ui.Text;

/** Draws what of a pane has to be drawn anew. Swing thread. */
final class ThumbnailPainter {
  private final ThumbnailPane pane;
  private final Function<Sample, Opinion> opinions;

  /**
   * @param opinions as the pane has them
   */
  ThumbnailPainter(ThumbnailPane pane, Function<Sample, Opinion> opinions) {
    this.pane = pane;
    this.opinions = opinions;
  }

  /** Draws what lies in the clip. */
  void paint(Graphics2D g) {
    Text.smooth(g);
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    g.setFont(pane.getFont());
    g.setColor(pane.getBackground());
    Rectangle clip = g.getClipBounds();
    g.fill(clip);
    int[] groups = pane.grid().groupsIn(clip.y, clip.height);
    for (int group = groups[0]; group <= groups[1]; group++) {
      paintHeading(g, group);
    }
    int[] range = pane.grid().cellsIn(clip.y, clip.height);
    for (int i = range[0]; i < range[1]; i++) {
      paintCell(g, i);
    }
  }

  private void paintHeading(Graphics2D g, int number) {
    Rectangle at = pane.grid().heading(number, pane.getWidth());
    Arrangement.Group group = pane.arrangement().groups().get(number);
    FontMetrics metrics = g.getFontMetrics();
    int base = at.y + at.height - metrics.getDescent() - PAD;
    String count = Changes.pictures(group.size());
    int countWidth = metrics.stringWidth(count);
    g.setFont(pane.getFont().deriveFont(Font.BOLD));
    g.setColor(Palette.text());
    int room = pane.getWidth() - 4 * PAD - countWidth - metrics.charWidth('M');
    String title = Ellipsis.middle(group.title(), g.getFontMetrics(), room);
    g.drawString(title, 2 * PAD, base);
    g.setFont(pane.getFont());
    g.setColor(Palette.muted());
    g.drawString(count, pane.getWidth() - 2 * PAD - countWidth, base);
  }

  private void paintCell(Graphics2D g, int index) {
    Rectangle at = pane.grid().cell(index);
    at.translate(PAD, 0);
    Sample sample = pane.arrangement().samples().get(index);
    boolean chosen = pane.selection.has(index);
    if (chosen) {
      g.setComposite(AlphaComposite.SrcOver.derive(0.28f));
      g.setColor(Palette.accent());
      g.fillRect(at.x + 1, at.y + 1, at.width - 2, at.height - 2);
      g.setComposite(AlphaComposite.SrcOver);
    }
    paintPicture(g, pane.thumbnails.get(sample), at.x + PAD, at.y + PAD);
    paintCaption(g, sample, at);
    if (chosen) {
      frame(g, at, Palette.accent(), new BasicStroke(2));
    }
    if (index == pane.selection.lead() && pane.isFocusOwner()) {
      float[] dashes = {3, 3};
      BasicStroke dashed =
          new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, dashes, 0);
      frame(
          g,
          new Rectangle(at.x + 2, at.y + 2, at.width - 4, at.height - 4),
          Palette.text(),
          dashed);
    }
  }

  private static void frame(Graphics2D g, Rectangle at, Color colour, BasicStroke stroke) {
    g.setColor(colour);
    g.setStroke(stroke);
    g.drawRect(at.x + 1, at.y + 1, at.width - 3, at.height - 3);
  }

  /** Null where the picture is not there yet, empty where it cannot be read. */
  @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // three states, as Thumbnails has them
  private void paintPicture(Graphics2D g, Optional<BufferedImage> picture, int x, int y) {
    if (picture != null && picture.isPresent()) {
      g.drawImage(picture.get(), x, y, pane.side(), pane.side(), null);
      return;
    }
    g.setColor(Palette.track());
    g.fillRect(x, y, pane.side(), pane.side());
    if (picture != null) {
      g.setColor(Palette.warning());
      int top = y + pane.side() / 2 - g.getFontMetrics().getHeight();
      Text.drawCentred(g, "cannot be read", x + PAD, top, pane.side() - 2 * PAD);
    }
  }

  private void paintCaption(Graphics2D g, Sample sample, Rectangle at) {
    FontMetrics metrics = g.getFontMetrics();
    int base = at.y + PAD + pane.side() + metrics.getAscent() + 1;
    Opinion opinion = opinions.apply(sample);
    int room = pane.side();
    if (opinion != null) {
      String words = opinion.words();
      int width = metrics.stringWidth(words);
      g.setColor(opinion.agrees() ? Palette.muted() : Palette.warning());
      g.drawString(words, at.x + PAD + pane.side() - width, base);
      room -= width + PAD;
    }
    g.setColor(Palette.text());
    g.drawString(
        Ellipsis.middle(ModelState.words(sample.label()), metrics, room), at.x + PAD, base);
  }
}
