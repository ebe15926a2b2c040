package org.signcam.ui;

import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dimension;
import java.awt.LayoutManager;
import java.awt.image.BufferedImage;
import javax.swing.BorderFactory;
import javax.swing.JPanel;

/** Everything inside the Live window, laid out; it knows neither camera nor model. */
final class LiveView extends JPanel {
  private static final int GAP = 14;

  final ToolRow tools;
  final PreviewPanel preview;
  final ReadingPanel reading = new ReadingPanel();
  final Notice notice = new Notice();
  final StatusBar status = new StatusBar();
  private final JPanel stage;

  LiveView(ToolRow tools, PreviewPanel preview) {
    super(new BorderLayout(0, GAP));
    this.tools = tools;
    this.preview = preview;
    setBorder(BorderFactory.createEmptyBorder(GAP, GAP, 8, GAP));
    stage = new JPanel(new Stage());
    stage.add(preview);
    stage.add(reading);
    JPanel foot = new JPanel(new BorderLayout(0, 8));
    foot.add(notice, BorderLayout.NORTH);
    foot.add(status, BorderLayout.SOUTH);
    add(tools, BorderLayout.NORTH);
    add(stage, BorderLayout.CENTER);
    add(foot, BorderLayout.SOUTH);
  }

  /** Only picture and letter, for a full screen. */
  void setBare(boolean bare) {
    tools.setVisible(!bare);
    status.setVisible(!bare);
  }

  /** Picture and letter as they are seen, at {@code scale} pixels a unit. */
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

  /** Picture left and letter right; in a narrow window the letter comes below. */
  private final class Stage implements LayoutManager {
    @Override
    public void layoutContainer(Container parent) {
      int width = parent.getWidth();
      int height = parent.getHeight();
      int wish = reading.getPreferredSize().width;
      if (width >= height * 1.05 && width >= wish * 2) {
        int side = Math.min(Math.max(wish, width * 27 / 100), width / 2);
        preview.setBounds(0, 0, width - side - GAP, height);
        reading.setBounds(width - side, 0, side, height);
      } else {
        int top = Math.max(Math.min(height * 58 / 100, width * 3 / 4), height / 3);
        preview.setBounds(0, 0, width, top);
        reading.setBounds(0, top + GAP, width, Math.max(0, height - top - GAP));
      }
    }

    @Override
    public Dimension preferredLayoutSize(Container parent) {
      return new Dimension(1240, 640);
    }

    @Override
    public Dimension minimumLayoutSize(Container parent) {
      return new Dimension(320, 320);
    }

    @Override
    public void addLayoutComponent(String name, Component component) {}

    @Override
    public void removeLayoutComponent(Component component) {}
  }
}
