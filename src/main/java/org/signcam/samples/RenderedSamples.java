package org.signcam.samples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.core.Rect;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;
import org.signcam.base.AtomicFiles;
import org.signcam.base.UserException;
import org.signcam.hand.Backdrop;
import org.signcam.hand.Habits;
import org.signcam.hand.Handshapes;
import org.signcam.hand.Joint;
import org.signcam.hand.Pose;
import org.signcam.hand.Room;
import org.signcam.hand.Scene;
import org.signcam.hand.Tone;
import org.signcam.image.SharedPixels;

/**
 * Draws signers, a folder of pictures each, for trainings: one person, one room, one camera, every
 * letter, and the room without a hand that signs (in some a hand at rest). Where the hands' points
 * are is known, and written beside them.
 */
public final class RenderedSamples {
  /** The file of the hands' points: a line a picture, as {@code train --landmarks} reads it. */
  public static final String LANDMARKS = "landmarks.csv";

  private static final String SETTINGS = "rendered.txt";
  private static final int VERSION = 2; // to be raised when the same seed draws other pictures
  private static final long MOST = 200_000; // pictures, whose points' lines are kept in memory
  private static final int FRAME = 400; // px, the side of what the square is cut from
  private static final double LEFT = 0.15; // share of left hands: not only left-handers use one
  private static final double SOMEBODY = 0.6; // share of signers who are seen behind their hand
  private static final double THINGS = 0.4;
  private static final int JPEG_QUALITY = 92;

  // Of the frame: the square's side, and how far its middle may lie off the frame's.
  private static final double LEAST_SIDE = 0.33;
  private static final double MOST_SIDE = 0.68;
  private static final double OFF = 0.05;

  private static final String PREFIX = "drawn-";
  private static final Pattern RENDERED = Pattern.compile(PREFIX + "-?[0-9]+-[0-9]+");

  private final Path folder;
  private final Settings settings;

  /**
   * What is drawn.
   *
   * @param signers how many people
   * @param letters of {@link Handshapes#letters}
   * @param each pictures a person makes of each letter
   * @param nothing pictures of each person's room without a letter
   * @param tones drawn in turn
   * @param seed the same seed, the same pictures
   */
  public record Settings(
      int signers, List<String> letters, int each, int nothing, List<Tone> tones, long seed) {
    public Settings {
      letters = letters.stream().distinct().sorted().toList();
      for (String letter : letters) {
        if (!Handshapes.letters().contains(letter)) {
          throw new UserException(
              "There is no still handshape for '%s'; those that can be drawn are %s."
                  .formatted(letter, String.join("", Handshapes.letters())));
        }
      }
    }

    /** Pictures in all. */
    public long size() {
      return signers * ((long) letters.size() * each + nothing);
    }

    /** As {@code samples render} takes it. */
    @Override
    public String toString() {
      String skins = tones.stream().map(Tone::name).collect(Collectors.joining(","));
      return String.format(
          Locale.ROOT,
          "--signers %d --each %d --nothing %d --letters %s --tones %s --seed %d",
          signers,
          each,
          nothing,
          String.join(",", letters),
          skins,
          seed);
    }
  }

  /** A letter, or nothing, of a signer. */
  private record Picture(String label, int number) {
    String name() {
      return label + String.format(Locale.ROOT, "/%04d.jpg", number);
    }
  }

  private RenderedSamples(Path folder, Settings settings) {
    this.folder = folder;
    this.settings = settings;
  }

  /**
   * Draws those that are not there yet: what was cut off goes on.
   *
   * @param folder gets {@code drawn-1-0001/A/0001.jpg} and so on, and {@link #LANDMARKS}
   * @param progress told how many are done, from several threads
   * @throws UserException when the folder holds something else, or cannot be written
   */
  public static void draw(Path folder, Settings settings, LongConsumer progress) {
    new RenderedSamples(folder, settings).draw(progress);
  }

  /** Whether a signer of this name was drawn, and is nobody. */
  public static boolean isRendered(String signer) {
    return RENDERED.matcher(signer).matches();
  }

  private void draw(LongConsumer progress) {
    begin();
    AtomicLong done = new AtomicLong();
    List<List<String>> lines =
        LongStream.rangeClosed(1, settings.signers)
            .parallel()
            .mapToObj(number -> signer(number, () -> progress.accept(done.incrementAndGet())))
            .toList();
    StringBuilder csv = new StringBuilder("file,presence,handedness");
    IntStream.rangeClosed(0, 20)
        .forEach(i -> csv.append(",x").append(i).append(",y").append(i).append(",z").append(i));
    lines.forEach(ofOne -> ofOne.forEach(line -> csv.append('\n').append(line)));
    AtomicFiles.write(folder.resolve(LANDMARKS), csv.append('\n').toString().getBytes(UTF_8));
  }

  /** Makes sure that what is there already is of the same settings and the same program. */
  private void begin() {
    if (settings.size() > MOST) {
      throw new UserException(
          "%d pictures are too many for one folder: at most %d; draw others with another --seed."
              .formatted(settings.size(), MOST));
    }
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new UserException(folder + " is a file; name a new folder.");
    }
    Path file = folder.resolve(SETTINGS);
    byte[] said = (settings + " (pictures of version " + VERSION + ")\n").getBytes(UTF_8);
    try {
      AtomicFiles.makeFolders(folder);
      if (Files.exists(file)) {
        if (!Arrays.equals(Files.readAllBytes(file), said)) {
          throw new UserException(
              folder
                  + " was drawn with other settings or by another version of signcam; name a new"
                  + " folder. Its own settings are in its "
                  + SETTINGS
                  + ".");
        }
        return;
      }
      try (Stream<Path> there = Files.list(folder)) {
        if (there.findAny().isPresent()) {
          throw new UserException(folder + " holds other things already; name a new folder.");
        }
      }
    } catch (IOException e) {
      throw new UserException("Cannot use " + folder + ": " + AtomicFiles.reason(e) + ".", e);
    }
    AtomicFiles.write(file, said);
  }

  private List<Picture> pictures() {
    List<Picture> all = new ArrayList<>();
    for (String letter : settings.letters) {
      for (int i = 1; i <= settings.each; i++) {
        all.add(new Picture(letter, i));
      }
    }
    for (int i = 1; i <= settings.nothing; i++) {
      all.add(new Picture(SampleSet.NOTHING, i));
    }
    return all;
  }

  /** All pictures of one, and the lines of the hands' points. */
  private List<String> signer(long number, Runnable made) {
    long seed = settings.seed * 1_000_003 + number;
    SplittableRandom random = new SplittableRandom(seed);
    Tone tone = settings.tones.get((int) ((number - 1) % settings.tones.size()));
    Room[] rooms = Room.values();
    Room room = rooms[random.nextInt(rooms.length)];
    boolean left = random.nextDouble() < LEFT;
    boolean things = random.nextDouble() < THINGS;
    boolean somebody = random.nextDouble() < SOMEBODY;
    long behind = random.nextLong();
    Scene scene =
        new Scene(
            seed,
            tone,
            room,
            left,
            FRAME,
            FRAME,
            FRAME,
            rgb -> {
              if (things) {
                Backdrop.things(rgb, FRAME, FRAME, behind);
              }
              if (somebody) {
                Backdrop.somebody(rgb, FRAME, FRAME, tone, behind);
              }
            });
    double far = FRAME / 480.0 * (0.3 + 3 * random.nextDouble());
    String name = String.format(Locale.ROOT, PREFIX + "%d-%04d", settings.seed, number);
    List<String> lines = new ArrayList<>();
    try (Drawing drawing = new Drawing(scene, far)) {
      for (Picture picture : pictures()) {
        Path file = folder.resolve(name).resolve(picture.name());
        SplittableRandom chance = random.split(); // also where the picture is there
        boolean nothing = picture.label.equals(SampleSet.NOTHING);
        Pose pose = nothing ? idle(chance) : new Habits(seed).of(picture.label, picture.number);
        double seconds = chance.nextDouble(60);
        Rect square = nothing ? anywhere(chance) : square(chance);
        if (!Files.exists(file)) {
          byte[] jpeg = drawing.of(pose, seconds, square, chance.nextInt());
          AtomicFiles.makeFolders(file.getParent());
          AtomicFiles.write(file, jpeg);
        }
        if (!nothing) {
          lines.add(line(name + "/" + picture.name(), left, scene.points(pose, seconds), square));
        }
        made.run();
      }
    } catch (IOException e) {
      throw new UserException("Cannot write to " + folder + ": " + AtomicFiles.reason(e) + ".", e);
    }
    return lines;
  }

  /** What a hand does that signs nothing; {@code null} for none in the picture. */
  private static Pose idle(SplittableRandom random) {
    if (random.nextDouble() < 0.7) {
      return null;
    }
    double drop = random.nextDouble(80, 330);
    double facing = random.nextDouble(-60, 200);
    Pose rest = Handshapes.rest();
    return rest.with(
        joint -> {
          if (joint == Joint.DROP) {
            return drop;
          }
          return joint == Joint.FACING ? facing : rest.at(joint);
        });
  }

  private static Rect square(SplittableRandom random) {
    int side = (int) (FRAME * random.nextDouble(LEAST_SIDE, MOST_SIDE));
    double middle = (FRAME - side) / 2.0;
    return new Rect(
        (int) (middle + FRAME * random.nextDouble(-OFF, OFF)),
        (int) (middle + FRAME * random.nextDouble(-OFF, OFF)),
        side,
        side);
  }

  private static Rect anywhere(SplittableRandom random) {
    int side = (int) (FRAME * random.nextDouble(0.3, 1));
    return new Rect(random.nextInt(FRAME - side + 1), random.nextInt(FRAME - side + 1), side, side);
  }

  private static String line(String file, boolean left, double[] points, Rect square) {
    StringBuilder line = new StringBuilder(file).append(",1,").append(left ? 0 : 1);
    int[] origin = {square.x, square.y, 0};
    for (int i = 0; i < points.length; i++) {
      line.append(String.format(Locale.ROOT, ",%.5f", (points[i] - origin[i % 3]) / square.width));
    }
    return line.toString();
  }

  /** One camera in one room. One thread. */
  private static final class Drawing implements AutoCloseable {
    private final Scene scene;
    private final int[] empty; // the room
    private final SharedPixels frame = new SharedPixels(FRAME, FRAME);
    private final Mat sharp = new Mat();
    private final Mat noise = new Mat(FRAME, FRAME, CvType.CV_16SC3);
    private final Mat everywhere = new Mat(); // no mask
    private final MatOfInt quality = new MatOfInt(Imgcodecs.IMWRITE_JPEG_QUALITY, JPEG_QUALITY);

    /**
     * @param far how unsharp the room is: deviation of a Gaussian, px
     */
    Drawing(Scene scene, double far) {
      this.scene = scene;
      frame.put(scene.room());
      frame.blur(far);
      empty = new int[FRAME * FRAME];
      frame.get(empty);
    }

    /**
     * @param pose {@code null} for an empty room
     * @return JPEG
     */
    byte[] of(Pose pose, double seconds, Rect square, int noiseSeed) {
      int[] rgb = empty.clone();
      if (pose != null) {
        scene.draw(pose, seconds, rgb);
      }
      frame.put(rgb);
      frame.copyTo(sharp);
      if (scene.blur() > 0.3) {
        Imgproc.GaussianBlur(sharp, sharp, new Size(), scene.blur());
      }
      Core.setRNGSeed(noiseSeed); // of this thread
      Core.randn(noise, 0, scene.noise());
      Core.add(sharp, noise, sharp, everywhere, CvType.CV_8U);
      Mat cut = sharp.submat(square);
      MatOfByte jpeg = new MatOfByte();
      Imgcodecs.imencode(".jpg", cut, jpeg, quality);
      byte[] bytes = jpeg.toArray();
      cut.release();
      jpeg.release();
      return bytes;
    }

    @Override
    public void close() {
      frame.close();
      List.of(sharp, noise, everywhere, quality).forEach(Mat::release);
    }
  }
}
