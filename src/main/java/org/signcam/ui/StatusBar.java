package org.signcam.ui;

import java.awt.Color;
import java.util.Locale;
import javax.swing.BorderFactory;
import javax.swing.JLabel;

/** Device, camera, measured frame rate, latency and dropped frames; wraps when narrow. */
final class StatusBar extends WrapPanel {
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

  private final JLabel device = item("Device");
  private final JLabel camera = item("Camera");
  private final JLabel fps = item("Measured");
  private final JLabel latency = item("Latency");
  private final JLabel dropped = item("Dropped");

  StatusBar() {
    super(22, 4);
    setBorder(BorderFactory.createEmptyBorder(2, 4, 2, 4));
    getAccessibleContext().setAccessibleName("Status");
    fps.setToolTipText("Frames a second that the camera really gives");
    latency.setToolTipText(
        "From the picture taken to its reading painted: the median of the last 120 readings");
    dropped.setToolTipText("Frames not read, because a newer one was there already");
    for (JLabel label : new JLabel[] {camera, fps, latency, dropped, device}) {
      add(label);
    }
    show(Status.EMPTY);
  }

  private static JLabel item(String name) {
    JLabel label = new JLabel();
    label.setName(name);
    label.putClientProperty("FlatLaf.styleClass", "small");
    return label;
  }

  void show(Status status) {
    set(camera, status.camera());
    set(fps, Double.isNaN(status.fps()) ? "–" : decimal(status.fps()) + " fps");
    set(
        latency,
        Double.isNaN(status.latencyMillis()) ? "–" : Math.round(status.latencyMillis()) + " ms");
    set(dropped, status.dropped() < 0 ? "–" : Long.toString(status.dropped()));
    set(device, status.device());
    device.setToolTipText(status.device());
  }

  private static void set(JLabel label, String value) {
    String shown = value.isEmpty() ? "–" : value;
    Color muted = Palette.muted();
    String caption =
        String.format(
            "<html><nobr><font color=#%06x>%s</font>&nbsp; %s</nobr></html>",
            muted.getRGB() & 0xffffff, label.getName(), escape(shown));
    if (!caption.equals(label.getText())) {
      label.setText(caption);
      label.getAccessibleContext().setAccessibleName(label.getName() + ": " + shown);
    }
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
