package org.signcam.ui;

import java.awt.FlowLayout;
import java.util.Locale;
import javax.swing.BorderFactory;
import javax.swing.JLabel;
import javax.swing.JPanel;

/** Device, camera, measured frame rate, latency and dropped frames; wraps when narrow. */
final class StatusBar extends WrapPanel {
  private static final int GAP = 6; // from a caption to its value, px

  /**
   * What the bar says. Numbers that are not known are NaN, texts empty.
   *
   * @param device the device's name and, when it is not a GPU, why
   * @param camera what was negotiated: size, format, nominal rate, backend
   * @param fps measured at the camera
   * @param latencyMillis median, from a frame's stamp to its reading painted
   * @param dropped frames that the recognizer was too slow for
   */
  record Status(String device, String camera, double fps, double latencyMillis, long dropped) {
    static final Status EMPTY = new Status("", "", Double.NaN, Double.NaN, -1);
  }

  private final Item device = new Item("Device");
  private final Item camera = new Item("Camera");
  private final Item fps = new Item("Measured");
  private final Item latency = new Item("Latency");
  private final Item dropped = new Item("Dropped");

  StatusBar() {
    super(22, 4);
    setBorder(BorderFactory.createEmptyBorder(2, 4, 2, 4));
    getAccessibleContext().setAccessibleName("Status");
    fps.setToolTipText("Frames a second that the camera really gives");
    latency.setToolTipText(
        "From the picture taken to its reading painted: the median of the last 120 readings");
    dropped.setToolTipText("Frames not read, because a newer one was there already");
    for (Item item : new Item[] {camera, fps, latency, dropped, device}) {
      add(item);
    }
    show(Status.EMPTY);
  }

  void show(Status status) {
    camera.set(status.camera());
    fps.set(Double.isNaN(status.fps()) ? "–" : decimal(status.fps()) + " fps");
    latency.set(
        Double.isNaN(status.latencyMillis()) ? "–" : Math.round(status.latencyMillis()) + " ms");
    dropped.set(status.dropped() < 0 ? "–" : Long.toString(status.dropped()));
    device.set(status.device());
    device.setToolTipText(status.device());
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /**
   * A caption and what it says; two labels, since the first text in HTML costs a tenth of a second.
   */
  private static final class Item extends JPanel {
    private final String name;
    private final JLabel value = label("");

    Item(String name) {
      super(new FlowLayout(FlowLayout.LEADING, GAP, 0));
      this.name = name;
      setOpaque(false);
      JLabel caption = label(name);
      caption.putClientProperty("FlatLaf.style", "foreground: $Signcam.muted");
      add(caption);
      add(value);
    }

    private static JLabel label(String text) {
      JLabel label = new JLabel(text);
      label.putClientProperty("FlatLaf.styleClass", "small");
      return label;
    }

    void set(String text) {
      String shown = text.isEmpty() ? "–" : text;
      if (!shown.equals(value.getText())) {
        value.setText(shown);
        value.getAccessibleContext().setAccessibleName(name + ": " + shown);
      }
    }
  }
}
