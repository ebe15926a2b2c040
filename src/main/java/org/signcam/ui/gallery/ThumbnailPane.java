package org.signcam.ui.gallery;

import java.awt.Dimension;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.event.FocusEvent;
import java.awt.event.FocusListener;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.accessibility.AccessibleContext;
import javax.accessibility.AccessibleRole;
import javax.swing.JComponent;
import javax.swing.Scrollable;
import javax.swing.SwingConstants;
import javax.swing.UIManager;
import org.signcam.samples.Sample;
import org.signcam.ui.ModelState;
import org.signcam.ui.Palette;

/**
 * The pictures of an arrangement, of which only those in view are drawn and asked for: ten thousand
 * cost no more than ten. Swing thread.
 */
final class ThumbnailPane extends JComponent implements Scrollable {
  static final int PAD = 6; // about a picture, px
  private static final int EMS = 8; // a picture's side, in font sizes

  final Selection selection = new Selection();
  final transient Thumbnails thumbnails;
  private final transient Function<Sample, Opinion> opinions;
  private final transient ThumbnailPainter painter;
  private transient Runnable onSelection = () -> {};
  private transient Arrangement arrangement = Arrangement.NONE;
  private transient Grid grid = new Grid(List.of(), 1, 1, 1, 1);
  private int side;
  private boolean active;

  /**
   * @param opinions what the model makes of a picture; null where nobody has looked
   */
  ThumbnailPane(Thumbnails thumbnails, Function<Sample, Opinion> opinions) {
    this.thumbnails = thumbnails;
    this.opinions = opinions;
    painter = new ThumbnailPainter(this, opinions);
    setFocusable(true);
    setOpaque(true);
    setToolTipText(""); // so that it is asked for one
    Mouse mouse = new Mouse();
    addMouseListener(mouse);
    addFocusListener(mouse);
    PaneKeys.install(this);
    updateUI();
  }

  @Override
  public void updateUI() {
    setFont(UIManager.getFont("Label.font"));
    setBackground(Palette.card());
    if (thumbnails != null) {
      layOut();
    }
  }

  /** What is told that something else is chosen. */
  void onSelection(Runnable listener) {
    onSelection = listener;
  }

  // ---- what is shown

  void setArrangement(Arrangement next) {
    arrangement = next;
    selection.arrange(next);
    layOut();
    changed();
  }

  Arrangement arrangement() {
    return arrangement;
  }

  Grid grid() {
    return grid;
  }

  /** A picture's, px. */
  int side() {
    return side;
  }

  /** Whether thumbnails are made; not while another tab is in front. */
  void setActive(boolean on) {
    active = on;
    ask();
  }

  private void layOut() {
    FontMetrics metrics = getFontMetrics(getFont());
    side = EMS * getFont().getSize();
    grid =
        new Grid(
            arrangement.groups(),
            Math.max(1, getWidth() - 2 * PAD),
            side + 2 * PAD,
            side + 2 * PAD + metrics.getHeight() + 2,
            2 * metrics.getHeight());
    double scale =
        getGraphicsConfiguration() == null
            ? 1
            : getGraphicsConfiguration().getDefaultTransform().getScaleX();
    thumbnails.setSide((int) Math.ceil(side * scale));
    revalidate();
    repaint();
    ask();
  }

  @Override
  @SuppressWarnings("deprecation") // what all the others come down to
  public void reshape(int x, int y, int width, int height) {
    boolean other = width != getWidth();
    super.reshape(x, y, width, height);
    if (other) {
      layOut();
    }
  }

  /** Asks for what is in view, then for a page below and one above. */
  void ask() {
    Rectangle view = getVisibleRect();
    if (!active || view.isEmpty()) {
      thumbnails.want(List.of());
      return;
    }
    List<Sample> wanted = new ArrayList<>();
    int[] strips = {view.y, view.y + view.height, view.y - view.height};
    for (int y : strips) {
      int[] range = grid.cellsIn(y, view.height);
      wanted.addAll(arrangement.samples().subList(range[0], range[1]));
    }
    thumbnails.want(wanted);
  }

  /** How many of the pictures in view have no thumbnail yet. */
  int missing() {
    Rectangle view = getVisibleRect();
    int[] range = grid.cellsIn(view.y, view.height);
    return (int)
        arrangement.samples().subList(range[0], range[1]).stream()
            .filter(s -> thumbnails.get(s) == null)
            .count();
  }

  // ---- choosing

  /** A click or a key on a picture; the view follows. */
  void click(int index, boolean toggle, boolean extend) {
    selection.click(index, toggle, extend);
    follow();
  }

  /** Moves the lead, and chooses nothing. */
  void lead(int index) {
    selection.lead(index);
    follow();
  }

  void choose(List<Sample> samples) {
    selection.choose(samples);
    if (!samples.isEmpty()) {
      follow();
    }
    changed();
  }

  private void follow() {
    if (selection.lead() >= 0) {
      Rectangle cell = grid.cell(selection.lead());
      Rectangle heading = grid.heading(grid.groupOf(selection.lead()), 1);
      boolean firstRow = cell.y == heading.y + heading.height;
      scrollRectToVisible(firstRow ? cell.union(heading) : cell);
    }
    changed();
  }

  void changed() {
    getAccessibleContext().setAccessibleDescription(description(selection.lead()));
    repaint();
    onSelection.run();
  }

  /** A picture in words; empty for none. */
  private String description(int index) {
    if (index < 0) {
      return "";
    }
    Sample sample = arrangement.samples().get(index);
    String label = ModelState.words(sample.label());
    Session session = Session.of(sample);
    Opinion opinion = opinions.apply(sample);
    String judged =
        opinion == null
            ? ""
            : opinion.agrees()
                ? " · the model agrees: " + opinion.words()
                : " · you labelled this %s, it %s".formatted(label, opinion.words());
    return "%s · %s · %s · %s%s%s"
        .formatted(
            label,
            sample.signer(),
            session.words(),
            sample.file().getFileName(),
            judged,
            selection.has(index) ? " · chosen" : "");
  }

  @Override
  public String getToolTipText(MouseEvent event) {
    int index = grid.at(event.getX() - PAD, event.getY());
    return index < 0 ? null : description(index);
  }

  private final class Mouse extends MouseAdapter implements FocusListener {
    @Override
    public void mousePressed(MouseEvent e) {
      requestFocusInWindow();
      int index = grid.at(e.getX() - PAD, e.getY());
      int heading = grid.headingAt(e.getY());
      boolean toggle = e.isControlDown() || e.isMetaDown();
      if (index >= 0) {
        selection.click(index, toggle, e.isShiftDown());
      } else if (heading >= 0) {
        selection.group(heading, toggle);
      } else {
        selection.click(-1, toggle, e.isShiftDown());
      }
      changed();
    }

    @Override
    public void focusGained(FocusEvent e) {
      if (selection.lead() < 0) {
        selection.lead(0);
      }
      changed();
    }

    @Override
    public void focusLost(FocusEvent e) {
      repaint();
    }
  }

  // ---- drawing

  @Override
  protected void paintComponent(Graphics graphics) {
    Graphics2D g = (Graphics2D) graphics.create();
    painter.paint(g);
    g.dispose();
  }

  // ---- in a scroll pane

  @Override
  public Dimension getPreferredSize() {
    return new Dimension(4 * (side + 2 * PAD), grid.height() + PAD);
  }

  @Override
  public Dimension getPreferredScrollableViewportSize() {
    return getPreferredSize();
  }

  @Override
  public int getScrollableUnitIncrement(Rectangle visible, int orientation, int direction) {
    return orientation == SwingConstants.VERTICAL ? (side + 2 * PAD) / 3 : side;
  }

  @Override
  public int getScrollableBlockIncrement(Rectangle visible, int orientation, int direction) {
    return Math.max(side, visible.height - side);
  }

  @Override
  public boolean getScrollableTracksViewportWidth() {
    return true;
  }

  @Override
  public boolean getScrollableTracksViewportHeight() {
    return getParent() != null && getParent().getHeight() > getPreferredSize().height;
  }

  @Override
  public AccessibleContext getAccessibleContext() {
    if (accessibleContext == null) {
      accessibleContext =
          new AccessibleJComponent() {
            @Override
            public AccessibleRole getAccessibleRole() {
              return AccessibleRole.LIST;
            }
          };
      accessibleContext.setAccessibleName("Pictures");
    }
    return accessibleContext;
  }
}
