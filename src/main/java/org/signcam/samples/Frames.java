package org.signcam.samples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.signcam.base.AtomicFiles;
import org.signcam.base.UserException;

/** Whole webcam frames with a hand, and where in each it is. */
public final class Frames {
  private final Path csv;
  private final Map<Sample, Square> squares;

  /**
   * The square about a hand, as a live region would be set; it may stick out of the frame.
   *
   * @param x of its middle, px
   * @param y of its middle, px
   * @param side px
   */
  public record Square(double x, double y, double side) {}

  private Frames(Path csv, Map<Sample, Square> squares) {
    this.csv = csv;
    this.squares = squares;
  }

  /**
   * Reads {@code split,signer,letter,file,width,height,hand_cx,hand_cy,hand_side,palm_score}, a
   * header and a line a frame; files beside it.
   *
   * @throws UserException when it cannot be read, or a line is not a frame
   */
  public static Frames read(Path csv) {
    List<String> lines;
    try {
      lines = Files.readAllLines(csv);
    } catch (IOException e) {
      throw new UserException(
          "Cannot read the frames of " + csv + ": " + AtomicFiles.reason(e) + ".", e);
    }
    Map<Sample, Square> squares = new LinkedHashMap<>();
    for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
      String[] f = line.split(",", -1);
      try {
        Sample sample = new Sample(csv.resolveSibling(f[3]), f[1], f[2], f[0]);
        double x = Double.parseDouble(f[6]);
        double y = Double.parseDouble(f[7]);
        squares.put(sample, new Square(x, y, Double.parseDouble(f[8])));
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
        throw new UserException(csv + " has a line that is not a frame: " + line, e);
      }
    }
    return new Frames(csv, squares);
  }

  /** The frames, each labelled with the letter that the hand signs. */
  public SampleSet set() {
    String layout = "%s lists %d frames.".formatted(csv, squares.size());
    return new SampleSet(
        List.of(csv.toAbsolutePath().getParent()), List.copyOf(squares.keySet()), layout);
  }

  /** Where the hand is in one of them. */
  public Square square(Sample frame) {
    return squares.get(frame);
  }
}
