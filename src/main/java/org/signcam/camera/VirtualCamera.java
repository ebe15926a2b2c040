package org.signcam.camera;

import java.util.Locale;
import java.util.Random;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.signcam.base.UserException;
import org.signcam.hand.Handshapes;
import org.signcam.hand.Scene;
import org.signcam.hand.Signing;
import org.signcam.image.SharedPixels;

/**
 * A camera that needs none: a drawn hand spells a word, each time in another scene. It knows what
 * it shows. Like a file it comes when asked for, and one reading is like the next: seeded.
 */
final class VirtualCamera implements FrameSource {
  static final String NAME = "virtual";
  private static final String ALPHABET = "ABCDEFGHI";
  private static final double SLOWEST = 1; // frames a second
  private static final double FASTEST = 60; // frames a second
  private static final double HOLD = 1000; // ms
  private static final double MOVE = 400; // ms
  private static final int LARGEST = 1920; // px, of the longer side
  private static final int LEAST = 64; // px
  private static final int NOISE_MARGIN = 64; // px

  private final String word;
  private final int width;
  private final int height;
  private final boolean loop;
  private final double fps;
  private final Signing signing;
  private final int[] rgb;
  private final SharedPixels drawn;
  private final Mat sharp = new Mat();
  private final Mat grain = new Mat();
  private final Mat all = new Mat(); // no mask
  private final Random random;
  private long seed;
  private Scene scene;
  private int[] room;
  private long sceneFrame;
  private long read;
  private String truth;

  /**
   * Whether the text names one: {@code virtual}, {@code virtual:WORD}, {@code virtual:WORD:SEED}.
   */
  static boolean matches(String spec) {
    String lower = spec.toLowerCase(Locale.ROOT);
    return lower.equals(NAME) || lower.startsWith(NAME + ":");
  }

  /**
   * @param spec see {@link #matches}; no word means A to I, no seed 1
   * @throws UserException when it cannot spell the word, or the seed is no whole number
   */
  VirtualCamera(String spec, CameraOptions options) {
    String[] parts = spec.split(":", 3);
    word = parts.length < 2 || parts[1].isBlank() ? ALPHABET : parts[1].toUpperCase(Locale.ROOT);
    seed = parts.length < 3 ? 1 : seed(parts[2]);
    word.codePoints()
        .filter(letter -> letter != ' ')
        .mapToObj(Character::toString)
        .filter(letter -> !Handshapes.letters().contains(letter))
        .findFirst()
        .ifPresent(VirtualCamera::refuse);
    double larger = Math.max(1.0, Math.max(options.width(), options.height()) / (double) LARGEST);
    width = Math.max(LEAST, (int) (options.width() / larger));
    height = Math.max(LEAST, (int) (options.height() / larger));
    loop = options.loop();
    fps = options.fps() > SLOWEST ? Math.min(options.fps(), FASTEST) : SLOWEST; // also for NaN
    signing = new Signing(word, HOLD, MOVE);
    random = new Random(seed);
    rgb = new int[width * height];
    drawn = new SharedPixels(width, height);
    begin();
  }

  private static void refuse(String letter) {
    throw new UserException(
        "The virtual signer cannot spell '%s': it knows the still letters %s, and spaces."
            .formatted(letter, String.join("", Handshapes.letters())));
  }

  private static long seed(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new UserException(
          "The virtual signer's seed is a whole number, as in virtual:ABC:7, not '" + text + "'.",
          e);
    }
  }

  /** Another person in another room. */
  private void begin() {
    scene = Scene.random(seed++, width, height);
    sceneFrame = 0;
    room = scene.room().clone();
    double far = height / 480.0 * (1 + 3 * random.nextDouble());
    drawn.put(room);
    drawn.blur(far);
    drawn.get(room);
    grain.create(height + NOISE_MARGIN, width + NOISE_MARGIN, CvType.CV_16SC3);
    Core.setRNGSeed((int) seed);
    Core.randn(grain, 0, scene.noise());
  }

  @Override
  public boolean read(Mat into) {
    double millis = sceneFrame * 1000 / fps;
    if (millis >= signing.millis()) {
      if (!loop) {
        truth = null;
        return false;
      }
      begin();
      millis = 0;
    }
    Signing.Moment now = signing.at(millis);
    System.arraycopy(room, 0, rgb, 0, rgb.length);
    scene.draw(now.pose(), millis / 1000, rgb);
    drawn.put(rgb);
    drawn.copyTo(sharp);
    if (scene.blur() > 0.3) {
      Imgproc.GaussianBlur(sharp, sharp, new Size(), scene.blur());
    }
    Mat noise =
        grain.submat(
            new Rect(random.nextInt(NOISE_MARGIN), random.nextInt(NOISE_MARGIN), width, height));
    Core.add(sharp, noise, into, all, CvType.CV_8U);
    noise.release();
    truth = now.letter();
    sceneFrame++;
    read++;
    return true;
  }

  @Override
  public double mediaMillis() {
    return Math.max(0, read - 1) * 1000 / fps;
  }

  @Override
  public String truth() {
    return truth;
  }

  @Override
  public CameraInfo info() {
    return new CameraInfo("virtual signer (" + word + ")", "drawn", width, height, "", fps, false);
  }

  @Override
  public void close() {
    drawn.close();
    sharp.release();
    grain.release();
    all.release();
  }
}
