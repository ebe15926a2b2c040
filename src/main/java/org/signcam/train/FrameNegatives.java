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
import org.signcam.samples.Frames;
import org.signcam.samples.Frames.Square;
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

  /**
   * Cuts the squares and writes them as PNG under {@code folder}.
   *
   * @param csv see {@link Frames#read}
   * @param signers whose frames are used: those of the training side alone
   * @throws UserException when something cannot be read or written
   */
  static List<Sample> cut(Path csv, Collection<String> signers, Path folder) {
    Frames frames = Frames.read(csv);
    List<Sample> samples = new ArrayList<>();
    try {
      int number = 0;
      for (Sample frame : frames.set().samples()) {
        number++;
        if (signers.contains(frame.signer())) {
          samples.addAll(cut(frame, frames.square(frame), number, folder));
        }
      }
    } catch (IOException e) {
      throw new UserException(
          "Cannot cut squares from the frames of " + csv + ": " + AtomicFiles.reason(e) + ".", e);
    }
    return samples;
  }

  private static List<Sample> cut(Sample frame, Square hand, int number, Path folder)
      throws IOException {
    List<Sample> samples = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(number);
    Mat picture = Pictures.read(frame.file());
    Path place = folder.resolve(frame.signer()).resolve(ModelCard.NOTHING);
    AtomicFiles.makeFolders(place);
    for (int i = 0; i < TRIES && samples.size() < KEPT; i++) {
      int least = Math.min(picture.width(), picture.height());
      int side = (int) Math.min(least, hand.side() * random.nextDouble(0.5, 1.3));
      int x = random.nextInt(picture.width() - side + 1);
      int y = random.nextInt(picture.height() - side + 1);
      double across = overlap(x, side, hand.x(), hand.side());
      double down = overlap(y, side, hand.y(), hand.side());
      double smaller = Math.min(side, hand.side());
      if (Math.max(0, across) * Math.max(0, down) <= OVERLAP * smaller * smaller) {
        Mat part = picture.submat(new Rect(x, y, side, side));
        Path file = place.resolve("frame" + number + "-" + i + ".png");
        write(part, file);
        part.release();
        samples.add(new Sample(file, frame.signer(), ModelCard.NOTHING, null));
      }
    }
    picture.release();
    return samples;
  }

  /** Of a stretch from {@code start} on with one about {@code middle}; negative when apart. */
  private static double overlap(int start, int length, double middle, double other) {
    return Math.min(start + length, middle + other / 2) - Math.max(start, middle - other / 2);
  }

  private static void write(Mat picture, Path file) throws IOException {
    MatOfByte png = new MatOfByte();
    Imgcodecs.imencode(".png", picture, png);
    Path temporary = Files.createTempFile(file.getParent(), ".cut", ".part");
    try {
      Files.write(temporary, png.toArray());
      Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
      png.release();
    }
  }
}
