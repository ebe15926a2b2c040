package org.signcam.ui;

import java.awt.BorderLayout;
import java.awt.image.BufferedImage;
import java.util.function.BooleanSupplier;
import javax.swing.BorderFactory;
import javax.swing.JPanel;

/** Everything inside the Live tab, laid out; it knows neither camera nor model. */
final class LiveView extends JPanel {
  private static final int GAP = 14;

  final ToolRow tools;
  final PreviewPanel preview;
  final SpelledLine spelled;
  final ReadingPanel reading = new ReadingPanel();
  final ReferencePicker reference;
  final Notice notice = new Notice();
  final StatusBar status = new StatusBar();
  private final JPanel stage;

  /**
   * @param leftHand whether the reference hand is a left one now
   */
  LiveView(ToolRow tools, PreviewPanel preview, SpelledLine spelled, BooleanSupplier leftHand) {
    super(new BorderLayout(0, GAP));
    this.tools = tools;
    this.preview = preview;
    this.spelled = spelled;
    reference = new ReferencePicker(leftHand);
    setBorder(BorderFactory.createEmptyBorder(GAP, GAP, 8, GAP));
    JPanel picture = new JPanel(new BorderLayout(0, GAP));
    picture.add(preview, BorderLayout.CENTER);
    picture.add(spelled, BorderLayout.SOUTH);
    stage = new JPanel(new PictureAndSide(GAP, 58));
    stage.add(picture);
    JPanel side = new JPanel(new PanelAndCard(GAP));
    side.add(reading);
    side.add(reference);
    reference.setLetters(ModelState.labels(null)); // until there is a model
    reference.setVisible(false);
    stage.add(side);
    JPanel foot = new JPanel(new BorderLayout(0, 8));
    foot.add(notice, BorderLayout.NORTH);
    foot.add(status, BorderLayout.SOUTH);
    add(tools, BorderLayout.NORTH);
    add(stage, BorderLayout.CENTER);
    add(foot, BorderLayout.SOUTH);
  }

  /** Shows or hides the hand of a letter, to be imitated. */
  void showReference(boolean on) {
    reference.setVisible(on);
    stage.revalidate();
  }

  /** Only picture, text and letter, for a full screen. */
  void setBare(boolean bare) {
    tools.setVisible(!bare);
    status.setVisible(!bare);
  }

  /** Picture, text and letter as they are seen, at {@code scale} pixels a unit. */
  BufferedImage snapshot(double scale) {
    int width = Math.max(1, (int) Math.round(stage.getWidth() * scale));
    int height = Math.max(1, (int) Math.round(stage.getHeight() * scale));
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    var g = image.createGraphics();
    g.scale(scale, scale);
    g.setColor(getBackground());
    g.fillRect(0, 0, stage.getWidth(), stage.getHeight());
    stage.printAll(g);
    g.dispose();
    return image;
  }
}
