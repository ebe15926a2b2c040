package org.signcam.ui;

import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import org.signcam.camera.CameraInfo;
import org.signcam.camera.Cameras;

/** What has become of a camera, in words. */
public final class CameraWords {
  private static final DecimalFormat RATE =
      new DecimalFormat("0.##", DecimalFormatSymbols.getInstance(Locale.ROOT));

  private CameraWords() {}

  /**
   * What to show in place of the picture; null while it runs.
   *
   * @param openFile asks the user for a file
   * @param openAgain tries the same once more
   * @param virtual lets the program's own hand sign instead
   */
  public static MessagePane.Message message(
      CameraState state, Runnable openFile, Runnable openAgain, Runnable virtual) {
    boolean device = isDevice(state.spec());
    MessagePane.Choice file = new MessagePane.Choice("Open a video or picture…", 'O', openFile);
    List<MessagePane.Choice> ways =
        List.of(
            new MessagePane.Choice("Let a virtual hand sign", 'N', virtual),
            file,
            new MessagePane.Choice("Try again", 'T', openAgain));
    String goesOn = " It starts by itself as soon as there is a picture.";
    return switch (state.kind()) {
      case STARTING -> new MessagePane.Message("Opening " + name(state) + "…", "", List.of());
      case LIVE, SLOW, CLOSED -> null;
      case ENDED ->
          new MessagePane.Message(
              "The end",
              name(state) + " was shown to its end.",
              List.of(new MessagePane.Choice("Play again", 'P', openAgain), file));
      case STALLED -> new MessagePane.Message("No picture comes", state.sentence(), ways);
      case LOST -> new MessagePane.Message("The camera is gone", state.sentence(), ways);
      case BUSY -> new MessagePane.Message("The camera is taken", state.sentence() + goesOn, ways);
      case FORBIDDEN ->
          new MessagePane.Message("No permission for the camera", state.sentence(), ways);
      case ABSENT ->
          new MessagePane.Message("No picture from a camera", state.sentence() + goesOn, ways);
      case FAILED ->
          new MessagePane.Message(
              device ? "The camera failed" : "This cannot be shown", state.sentence(), ways);
    };
  }

  static String name(CameraState state) {
    String spec = state.spec();
    if (spec == null) {
      return "the camera";
    }
    if (Cameras.isVirtual(spec)) {
      return "the virtual signer";
    }
    if (isDevice(spec)) {
      return spec.matches("\\d+") ? "camera " + spec : spec;
    }
    return fileName(Path.of(spec));
  }

  static boolean isDevice(String spec) {
    return spec == null || Cameras.isLive(spec);
  }

  static String fileName(Path file) {
    Path name = file.getFileName();
    return name == null ? file.toString() : name.toString();
  }

  /** What was negotiated: size, rate, format, backend; empty for null. */
  static String describe(CameraInfo info) {
    if (info == null) {
      return "";
    }
    StringBuilder text = new StringBuilder(info.width() + " × " + info.height());
    if (info.fps() > 0) {
      text.append(" at " + RATE.format(info.fps()) + " fps");
    }
    for (String part : new String[] {info.format(), info.backend()}) {
      if (part != null && !part.isBlank()) {
        text.append(" · ").append(part);
      }
    }
    return text.toString();
  }
}
