package org.signcam.camera;

import com.sun.jna.Platform;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.opencv.videoio.VideoCapture;
import org.signcam.base.UserException;
import org.signcam.camera.CameraException.Trouble;
import org.signcam.image.OpenCv;
import org.signcam.image.Pictures;

/** Opens whatever {@code --camera} names, and lists the cameras there are. */
public final class Cameras {
  private static final Pattern URL = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+://.*");
  private static final Pattern NUMBER = Pattern.compile("(?:/dev/video)?(\\d{1,3})");
  private static final int PROBED = 4;

  /** The spec of a drawn hand that signs; {@code virtual:WORD} says what. */
  public static final String VIRTUAL = VirtualCamera.NAME;

  private Cameras() {}

  /**
   * Opens a source of frames.
   *
   * @param spec {@code virtual}, {@code virtual:WORD} for a hand that is drawn, a camera's number
   *     ({@code 0}, {@code /dev/video0}) or name (or a part of it that only one has), a video file,
   *     a picture, a folder of pictures, or a stream's URL (http, https, rtsp…)
   * @throws UserException when it is missing, may not be opened, is busy or is something else
   */
  public static FrameSource open(String spec, CameraOptions options) {
    if (VirtualCamera.matches(spec)) {
      return paced(new VirtualCamera(spec, options), options);
    }
    if (URL.matcher(spec).matches()) {
      return paced(VideoSource.stream(spec), options);
    }
    int number = number(spec);
    if (number >= 0) {
      List<CameraDevice> cameras = Platform.isLinux() ? list() : List.of(); // elsewhere it is slow
      return webcam(byNumber(number, cameras), options);
    }
    Path file = path(spec);
    return file == null
        ? webcam(byName(spec, list()), options)
        : paced(file(file, options), options);
  }

  private static FrameSource webcam(CameraDevice device, CameraOptions options) {
    return new FreshFrames(new Webcam(device, options));
  }

  private static FrameSource paced(FrameSource source, CameraOptions options) {
    return options.realtime() && !source.info().live() ? new PacedSource(source) : source;
  }

  private static FrameSource file(Path file, CameraOptions options) {
    if (!Files.exists(file)) {
      throw new UserException(
          "There is no file or folder %s. Name a camera's number, a video, a picture, a folder of pictures or a URL."
              .formatted(file.toAbsolutePath().normalize()));
    }
    if (!Files.isReadable(file)) {
      throw new UserException("Permission denied: %s may not be read by you.".formatted(file));
    }
    return Files.isDirectory(file) || Pictures.isPicture(file)
        ? new PictureSource(file, options.loop())
        : VideoSource.file(file, options.loop());
  }

  /** The file that the text names, there or not; null when it must be a camera's name. */
  private static Path path(String spec) {
    try {
      Path path = Path.of(spec);
      boolean looksLikeOne = path.getNameCount() > 1 || path.isAbsolute();
      boolean known = Pictures.isPicture(path) || Pictures.isVideo(path);
      return looksLikeOne || known || Files.exists(path) ? path : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }

  /** Whether the text names a drawn hand. */
  public static boolean isVirtual(String spec) {
    return VirtualCamera.matches(spec);
  }

  /** Whether the text names a device or stream, which may come later, and not a file. */
  public static boolean isLive(String spec) {
    return !VirtualCamera.matches(spec)
        && (URL.matcher(spec).matches() || NUMBER.matcher(spec).matches() || path(spec) == null);
  }

  /**
   * Opens the same source again and again, for a {@link CaptureLoop}: a camera that comes back
   * under another number, as Linux may give it after replugging, is known by its name and by where
   * it is plugged in.
   *
   * @param spec as for {@link #open}; null for any camera
   */
  public static Supplier<FrameSource> opener(String spec, CameraOptions options) {
    boolean camera =
        spec == null || number(spec) >= 0 || (isLive(spec) && !URL.matcher(spec).matches());
    if (!camera) {
      return () -> open(spec, options);
    }
    CameraFinder finder = new CameraFinder(spec);
    return () -> finder.open(Cameras::list, device -> webcam(device, options));
  }

  /**
   * The cameras there are, by number. Linux tells at once; elsewhere the first four are opened to
   * see whether they are there, which takes seconds.
   */
  public static List<CameraDevice> list() {
    if (Platform.isLinux()) {
      return new LinuxCameras().list();
    }
    OpenCv.load();
    List<CameraDevice> found = new ArrayList<>();
    for (int i = 0; i < PROBED; i++) {
      VideoCapture capture = new VideoCapture(i);
      if (capture.isOpened()) {
        found.add(new CameraDevice(i, ""));
      }
      capture.release();
    }
    return found;
  }

  /** The pixel formats that a camera offers, FOURCCs; empty where the system does not tell. */
  public static List<String> formats(CameraDevice camera) {
    return Platform.isLinux() ? V4l2.formats(Path.of(camera.path())) : List.of();
  }

  /** The camera's number, where the text is one; -1 where it is a name. */
  static int number(String spec) {
    Matcher number = NUMBER.matcher(spec);
    return number.matches() ? Integer.parseInt(number.group(1)) : -1;
  }

  /** The camera of that number; one that is not listed is for whoever opens it to refuse. */
  static CameraDevice byNumber(int index, List<CameraDevice> cameras) {
    String path = Platform.isLinux() ? new LinuxCameras().device(index).toString() : "";
    return cameras.stream()
        .filter(c -> c.index() == index)
        .findFirst()
        .orElse(new CameraDevice(index, path));
  }

  /** The camera of that name: the whole name, or else a part of only one, in any case. */
  static CameraDevice byName(String name, List<CameraDevice> cameras) {
    for (CameraDevice camera : cameras) {
      if (camera.name().equalsIgnoreCase(name)) {
        return camera;
      }
    }
    String part = name.toLowerCase(Locale.ROOT);
    List<CameraDevice> matching =
        cameras.stream().filter(c -> c.name().toLowerCase(Locale.ROOT).contains(part)).toList();
    if (matching.size() == 1) {
      return matching.get(0);
    }
    throw new CameraException(
        Trouble.ABSENT,
        matching.isEmpty()
            ? noSuchCamera("'" + name + "'", cameras)
            : "More than one camera's name contains '%s'. %s".formatted(name, choices(matching)));
  }

  static String noSuchCamera(String wanted, List<CameraDevice> cameras) {
    return "There is no camera %s. %s".formatted(wanted, choices(cameras));
  }

  static String choices(List<CameraDevice> cameras) {
    return cameras.isEmpty()
        ? "No camera was found: plug one in, or name a video file, a picture or a URL."
        : "Found: %s. Name one of these, a video file, a picture or a URL."
            .formatted(
                cameras.stream()
                    .map(c -> c.index() + " (" + c.name() + ")")
                    .collect(Collectors.joining(", ")));
  }
}
