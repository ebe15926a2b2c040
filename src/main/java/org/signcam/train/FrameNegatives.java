package org.signcam.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.Rect;
import org.opencv.imgcodecs.Imgcodecs;
import org.signcam.base.AtomicFiles;
import org.signcam.base.UserException;
import org.signcam.image.Pictures;
import org.signcam.model.ModelCard;
import org.signcam.samples.Sample;

/**
 * What a live region sees when the hand is not in it: squares beside the hand, cut from whole
 * webcam frames, as pictures of {@code nothing}. Faces, walls and sleeves of the very cameras that
 * the letters come from, which is where a model that knows hands alone is fooled.
 */
final class FrameNegatives {
  /** Squares tried a frame; those that touch the hand too much are left out. */
  private static final int TRIES = 24;

  /** Squares kept a frame at most. */
  private static final int KEPT = 6;

  /** Largest share of the smaller square that may be hand, 0–1. */
  private static final double OVERLAP = 0.1;

  private FrameNegatives() {}

  /** A frame and where its hand is, pixels. */
  private record Frame(String signer, Path file, double x, double y, double side) {}

  /**
   * Cuts the squares and writes them as PNG under {@code folder}.
   *
   * @param csv {@code split,signer,letter,file,width,height,hand_cx,hand_cy,hand_side,palm_score},
   *     a header and a line a frame; files beside it
   * @param signers whose frames are used: those of the training side alone
   * @throws UserException when something cannot be read or written
   */
  static List<Sample> cut(Path csv, Collection<String> signers, Path folder) {
    List<Sample> samples = new ArrayList<>();
    try {
      int number = 0;
      for (Frame frame : frames(csv)) {
        number++;
        if (signers.contains(frame.signer)) {
          samples.addAll(cut(frame, number, folder));
        }
      }
    } catch (IOException e) {
      throw new UserException(
          "Cannot cut squares from the frames of " + csv + ": " + AtomicFiles.reason(e) + ".", e);
    }
    return samples;
  }

  private static List<Frame> frames(Path csv) throws IOException {
    List<String> lines = Files.readAllLines(csv);
    List<Frame> frames = new ArrayList<>();
    for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
      String[] f = line.split(",", -1);
      try {
        double side = Double.parseDouble(f[8]);
        double x = Double.parseDouble(f[6]) - side / 2;
        double y = Double.parseDouble(f[7]) - side / 2;
        frames.add(new Frame(f[1], csv.resolveSibling(f[3]), x, y, side));
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
        throw new UserException(csv + " has a line that is not a frame: " + line, e);
      }
    }
    return frames;
  }

  private static List<Sample> cut(Frame frame, int number, Path folder) throws IOException {
    List<Sample> samples = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(number);
    Mat picture = Pictures.read(frame.file);
    Path place = Files.createDirectories(folder.resolve(frame.signer).resolve(ModelCard.NOTHING));
    for (int i = 0; i < TRIES && samples.size() < KEPT; i++) {
      int least = Math.min(picture.width(), picture.height());
      int side = (int) Math.min(least, frame.side * random.nextDouble(0.5, 1.3));
      int x = random.nextInt(picture.width() - side + 1);
      int y = random.nextInt(picture.height() - side + 1);
      double across = Math.min(x + side, frame.x + frame.side) - Math.max(x, frame.x);
      double down = Math.min(y + side, frame.y + frame.side) - Math.max(y, frame.y);
      double smaller = Math.min(side, frame.side);
      if (Math.max(0, across) * Math.max(0, down) <= OVERLAP * smaller * smaller) {
        Mat part = picture.submat(new Rect(x, y, side, side));
        Path file = place.resolve("frame" + number + "-" + i + ".png");
        write(part, file);
        part.release();
        samples.add(new Sample(file, frame.signer, ModelCard.NOTHING, null));
      }
    }
    picture.release();
    return samples;
  }

  private static void write(Mat picture, Path file) throws IOException {
    MatOfByte png = new MatOfByte();
    Imgcodecs.imencode(".png", picture, png);
    Path temporary = Files.createTempFile(file.getParent(), ".cut", ".part");
    Files.write(temporary, png.toArray());
    Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    png.release();
  }
}
