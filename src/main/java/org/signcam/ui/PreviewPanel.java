package org.signcam.ui;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Insets;
import java.awt.Rectangle;
import java.awt.event.FocusAdapter;
import java.awt.event.FocusEvent;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.function.Consumer;
import javax.accessibility.AccessibleContext;
import javax.accessibility.AccessibleRole;
import javax.swing.JComponent;
import javax.swing.UIManager;
import org.opencv.core.Mat;
import org.signcam.base.Milestones;
import org.signcam.image.MirroredView;
import org.signcam.image.Region;

/**
 * The newest frame as in a looking glass, and on it the square that the model sees, to be dragged
 * and resized by mouse and keyboard. With no picture to show, or beside it, a message in words.
 *
 * <p>Knows no camera: it is given matrices. Swing thread only. {@link #release} gives its native
 * memory back.
 */
public final class PreviewPanel extends JComponent {
  private static final Color LETTERBOX = new Color(0x0c0e12);
  private static final Color EDGE = new Color(0, 0, 0, 140); // shows the line on a bright picture
  private static final Color RECOGNIZED = new Color(0x6ea2ff); // on pictures, in every theme

  /** Paints over the picture; not mirrored. */
  @FunctionalInterface
  public interface Overlay {
    /**
     * Paints over it.
     *
     * @param view where the picture lies in the panel
     * @param box where the square lies in it; null without one
     */
    void paint(Graphics2D g, Rectangle view, Rectangle box);
  }

  private final FrameImage picture = new FrameImage();
  private final MessagePane message = new MessagePane();
  private final Consumer<Region> onRegion;
  private Region region;
  private boolean recognized;
  private boolean frozen;
  private Overlay overlay = (g, view, box) -> {};

  /** Tells {@code onRegion} whenever the user has moved or resized the square. */
  public PreviewPanel(Consumer<Region> onRegion) {
    this.onRegion = onRegion;
    setLayout(new MessagePane.Centred());
    add(message);
    message.setVisible(false);
    setFocusable(true);
    getAccessibleContext().setAccessibleName("Camera picture");
    new RegionMouse(this).install();
    RegionKeys.install(this);
    addFocusListener(
        new FocusAdapter() {
          @Override
          public void focusGained(FocusEvent e) {
            repaint();
          }

          @Override
          public void focusLost(FocusEvent e) {
            repaint();
          }
        });
  }

  /** Shows a frame, BGR as the camera gave it; it is copied. */
  public void showFrame(Mat bgr) {
    boolean resized = bgr.cols() != picture.width() || bgr.rows() != picture.height();
    picture.set(bgr);
    if (region == null) {
      region = Region.centred(bgr.cols(), bgr.rows());
    } else if (resized) {
      region = region.clampTo(bgr.cols(), bgr.rows());
    }
    if (!message.isVisible()) {
      repaint();
    }
  }

  /** Takes the picture away, for instance when the camera is lost. */
  public void clearFrame() {
    picture.close();
    repaint();
  }

  public boolean hasFrame() {
    return !picture.isEmpty();
  }

  /** Says something in the middle; null says nothing. */
  public void showMessage(MessagePane.Message words) {
    message.show(words);
    getAccessibleContext()
        .setAccessibleDescription(words == null ? null : words.title() + ". " + words.sentence());
    revalidate();
    repaint();
  }

  public Region region() {
    return region;
  }

  /** Sets the square without telling the listener. */
  public void setRegion(Region next) {
    region = next;
    repaint();
  }

  /** A change by the user's hand. */
  public void changeRegion(Region next) {
    if (next != null && !next.equals(region)) {
      setRegion(next);
      onRegion.accept(next);
    }
  }

  /** Puts the square back to the middle, if there is a picture. */
  public void resetRegion() {
    MirroredView map = map();
    if (map != null) {
      changeRegion(Region.centred(map.frameWidth(), map.frameHeight()));
    }
  }

  /** Whether a letter is being read: the square turns blue. */
  public void setRecognized(boolean on) {
    if (recognized != on) {
      recognized = on;
      repaint();
    }
  }

  public void setOverlay(Overlay next) {
    overlay = next;
    repaint();
  }

  void setFrozen(boolean on) {
    frozen = on;
    repaint();
  }

  /** How the frame lies in the panel; null while there is none. */
  public MirroredView map() {
    if (picture.isEmpty() || getWidth() < 1 || getHeight() < 1) {
      return null;
    }
    return new MirroredView(picture.width(), picture.height(), getWidth(), getHeight());
  }

  public void release() {
    picture.close();
  }

  @Override
  public Dimension getPreferredSize() {
    return new Dimension(800, 600);
  }

  @Override
  public Dimension getMinimumSize() {
    Insets insets = getInsets();
    return new Dimension(160 + insets.left + insets.right, 120 + insets.top + insets.bottom);
  }

  @Override
  protected void paintComponent(Graphics graphics) {
    Graphics2D g = (Graphics2D) graphics.create();
    try {
      Text.smooth(g);
      MirroredView map = map();
      if (map == null) {
        RoundCard.paint(g, this, Palette.card(), Palette.line());
      } else {
        paintPicture(g, map);
      }
      if (isFocusOwner()) {
        g.setColor(Palette.accent());
        RoundCard.drawEdge(g, this, 3);
      }
    } finally {
      g.dispose();
    }
  }

  /** Whole units of the component, so that the frame's edge is not blurred. */
  private static Rectangle screenArea(MirroredView map) {
    Rectangle2D area = map.picture();
    int x = (int) Math.round(area.getMinX());
    int y = (int) Math.round(area.getMinY());
    return new Rectangle(
        x,
        y,
        Math.max(1, (int) Math.round(area.getMaxX()) - x),
        Math.max(1, (int) Math.round(area.getMaxY()) - y));
  }

  private void paintPicture(Graphics2D g, MirroredView map) {
    Rectangle view = screenArea(map);
    g.setColor(LETTERBOX);
    fillAround(g, new Rectangle(getWidth(), getHeight()), view);
    Rectangle box = region == null ? null : map.toView(region).getBounds();
    picture.paint(g, view, box == null ? view : box);
    Milestones.PREVIEW.reached();
    if (box != null) {
      paintRegion(g, box);
    }
    if (frozen) {
      paintFrozen(g, view);
    }
    overlay.paint(g, view, box);
    RoundCard.cutCorners(g, this);
  }

  private void paintRegion(Graphics2D g, Rectangle box) {
    g.setColor(EDGE);
    fillAround(g, grown(box, 2), grown(box, -2));
    g.setColor(recognized ? RECOGNIZED : Color.WHITE);
    fillAround(g, grown(box, 1), grown(box, -1));
    paintCorners(g, box);
  }

  private static Rectangle grown(Rectangle box, int by) {
    return new Rectangle(box.x - by, box.y - by, box.width + 2 * by, box.height + 2 * by);
  }

  /** Fills what of {@code outer} lies around {@code inner}. */
  private static void fillAround(Graphics2D g, Rectangle outer, Rectangle inner) {
    int right = inner.x + inner.width;
    int bottom = inner.y + inner.height;
    RoundCard.fillRect(g, outer.x, outer.y, outer.width, inner.y - outer.y);
    RoundCard.fillRect(g, outer.x, bottom, outer.width, outer.y + outer.height - bottom);
    RoundCard.fillRect(g, outer.x, inner.y, inner.x - outer.x, inner.height);
    RoundCard.fillRect(g, right, inner.y, outer.x + outer.width - right, inner.height);
  }

  private static void paintCorners(Graphics2D g, Rectangle2D box) {
    double arm = Math.max(8, Math.min(26, box.getWidth() / 6));
    g.setStroke(new BasicStroke(5, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    for (int right = 0; right <= 1; right++) {
      for (int down = 0; down <= 1; down++) {
        double x = right == 0 ? box.getMinX() : box.getMaxX();
        double y = down == 0 ? box.getMinY() : box.getMaxY();
        g.draw(new Line2D.Double(x, y, x + (right == 0 ? arm : -arm), y));
        g.draw(new Line2D.Double(x, y, x, y + (down == 0 ? arm : -arm)));
      }
    }
  }

  private void paintFrozen(Graphics2D g, Rectangle view) {
    String word = "Frozen";
    g.setFont(getFont().deriveFont(Font.BOLD));
    int width = g.getFontMetrics().stringWidth(word) + 24;
    int height = g.getFontMetrics().getHeight() + 8;
    g.setColor(new Color(0, 0, 0, 190));
    g.fill(new RoundRectangle2D.Double(view.x + 12, view.y + 12, width, height, height, height));
    g.setColor(Color.WHITE);
    g.drawString(word, view.x + 24, view.y + 16 + g.getFontMetrics().getAscent());
  }

  @Override
  public void updateUI() {
    setFont(UIManager.getFont("Label.font"));
    revalidate();
    repaint();
  }

  @Override
  public AccessibleContext getAccessibleContext() {
    if (accessibleContext == null) {
      accessibleContext =
          new AccessibleJComponent() {
            @Override
            public AccessibleRole getAccessibleRole() {
              return AccessibleRole.CANVAS;
            }
          };
    }
    return accessibleContext;
  }
}
