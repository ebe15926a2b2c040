package org.signcam.camera;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What OpenCV's V4L2 backend does not offer: asking whether a device file gives pictures at all,
 * which formats it has and where it is plugged in, and setting the power line's frequency. System
 * calls through JNA, by the numbers and layouts of Linux's {@code videodev2.h} and {@code
 * v4l2-controls.h}, which are the same on all 64-bit systems.
 */
final class V4l2 {
  private static final int O_RDWR = 2;
  private static final int O_NONBLOCK = 0x800;
  private static final long VIDIOC_QUERYCAP = 0x80685600L; // _IOR('V', 0, v4l2_capability)
  private static final long VIDIOC_S_CTRL = 0xc008561cL; // _IOWR('V', 28, v4l2_control)
  private static final long VIDIOC_ENUM_FMT = 0xc0405602L; // _IOWR('V', 2, v4l2_fmtdesc)
  private static final int FORMAT_BYTES = 64;
  private static final int PIXEL_FORMAT_AT = 44;
  private static final int BUF_TYPE_VIDEO_CAPTURE = 1;
  private static final int MOST_FORMATS = 64;
  private static final int CAPABILITY_BYTES = 104;
  private static final int BUS_AT = 48;
  private static final int BUS_BYTES = 32;
  private static final int CAPABILITIES_AT = 84; // of the whole hardware
  private static final int DEVICE_CAPS_AT = 88; // of this device file
  private static final int CAP_VIDEO_CAPTURE = 0x1;
  private static final int CAP_VIDEO_CAPTURE_MPLANE = 0x1000;
  private static final int CAP_DEVICE_CAPS = 0x80000000;
  private static final int CID_POWER_LINE_FREQUENCY = 0x00980918;

  private V4l2() {}

  /** The pixel formats that it offers, as FOURCCs such as {@code MJPG}; empty when it tells not. */
  static List<String> formats(Path device) {
    List<String> formats = new ArrayList<>();
    try (Memory format = new Memory(FORMAT_BYTES)) {
      for (int index = 0; index < MOST_FORMATS; index++) {
        format.clear();
        format.setInt(0, index);
        format.setInt(4, BUF_TYPE_VIDEO_CAPTURE);
        if (!ioctl(device, VIDIOC_ENUM_FMT, format)) {
          return formats;
        }
        byte[] code = format.getByteArray(PIXEL_FORMAT_AT, 4);
        formats.add(new String(code, StandardCharsets.US_ASCII).strip());
      }
    }
    return formats;
  }

  /**
   * Where the device is plugged in, such as {@code usb-0000:00:14.0-2}; empty when it tells not.
   */
  static String bus(Path device) {
    try (Memory answer = new Memory(CAPABILITY_BYTES)) {
      return ioctl(device, VIDIOC_QUERYCAP, answer)
          ? new String(answer.getByteArray(BUS_AT, BUS_BYTES), StandardCharsets.UTF_8)
              .replaceAll("\\x00.*", "")
          : "";
    }
  }

  /**
   * Whether the device file gives pictures; a webcam often has a second one for metadata. True,
   * too, when the file cannot be asked: opening it will tell why.
   */
  static boolean capturesVideo(Path device) {
    try (Memory answer = new Memory(CAPABILITY_BYTES)) {
      if (!ioctl(device, VIDIOC_QUERYCAP, answer)) {
        return true;
      }
      int all = answer.getInt(CAPABILITIES_AT);
      int own = (all & CAP_DEVICE_CAPS) != 0 ? answer.getInt(DEVICE_CAPS_AT) : all;
      return (own & (CAP_VIDEO_CAPTURE | CAP_VIDEO_CAPTURE_MPLANE)) != 0;
    }
  }

  /**
   * Sets the frequency of the lamps that pictures would flicker with.
   *
   * @param hz 50, 60 or 0 for off
   * @return whether the driver took it
   */
  static boolean setPowerLine(Path device, int hz) {
    try (Memory control = new Memory(8)) {
      control.setInt(0, CID_POWER_LINE_FREQUENCY);
      control.setInt(4, hz == 50 ? 1 : hz == 60 ? 2 : 0);
      return ioctl(device, VIDIOC_S_CTRL, control);
    }
  }

  /** A device may be opened a second time for controls, also while another handle streams. */
  private static boolean ioctl(Path device, long request, Memory argument) {
    if (!Platform.isLinux() || !Platform.is64Bit()) {
      return false;
    }
    int handle = libc("open").invokeInt(new Object[] {device.toString(), O_RDWR | O_NONBLOCK});
    if (handle < 0) {
      return false;
    }
    try {
      return libc("ioctl").invokeInt(new Object[] {handle, new NativeLong(request), argument}) >= 0;
    } finally {
      libc("close").invokeInt(new Object[] {handle});
    }
  }

  private static Function libc(String name) {
    return Function.getFunction(Platform.C_LIBRARY_NAME, name);
  }
}
