package org.signcam.train;

import ai.djl.Device;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.opencv.core.CvException;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.dnn.Dnn;
import org.opencv.dnn.Net;
import org.opencv.imgproc.Imgproc;
import org.signcam.base.AtomicFiles;
import org.signcam.base.UserException;
import org.signcam.image.InputImage;
import org.signcam.image.OpenCv;
import org.signcam.image.Pictures;
import org.signcam.image.Region;
import org.signcam.model.GestureModel;
import org.signcam.net.PoseHead;
import org.signcam.samples.Sample;

/**
 * Finds the 21 points of the hand in pictures that fill most of it: with MediaPipe's landmark model
 * as ONNX, or with one of ours that has a pose head. One thread.
 */
public abstract class HandFinder implements AutoCloseable {
  private static final int NUMBERS = 3 * PoseHead.POINTS;

  private final int side;

  private HandFinder(int side) {
    this.side = side;
  }

  /**
   * A hand.
   *
   * @param presence how sure it is that there is one, 0–1
   * @param handedness 0 left to 1 right; 0.5 where it is not told
   * @param points x0, y0, z0, … z20 as fractions of the side of the square that was looked at
   */
  record Hand(double presence, double handedness, float[] points) {}

  /** Finds the hand in side×side×3 uint8 BGR. */
  abstract Hand find(Mat bgr);

  /**
   * Opens a file.
   *
   * @throws UserException when it cannot be read or finds no points
   */
  public static HandFinder open(Path file, Device device) {
    if (!Files.isReadable(file)) {
      throw new UserException("There is no readable file " + file + "; name another.");
    }
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".onnx")
        ? new MediaPipe(file)
        : new Ours(file, device);
  }

  /**
   * Writes where the hands are, as {@code train --landmarks} reads it: {@code
   * file,presence,handedness,x0,y0,z0,…}, fractions of the picture's sides.
   *
   * @throws UserException when the file cannot be written, or a picture not be read; then the file
   *     has all the others
   */
  public void write(List<Sample> samples, Path csv, Progress progress) {
    StringBuilder text = new StringBuilder("file,presence,handedness");
    for (int i = 0; i < NUMBERS; i++) {
      text.append(',').append("xyz".charAt(i % 3)).append(i / 3);
    }
    text.append('\n');
    int done = 0;
    int unreadable = 0;
    for (Sample sample : samples) {
      try {
        Mat picture = Pictures.read(sample.file());
        text.append(line(sample, picture)).append('\n');
        picture.release();
      } catch (UserException e) {
        unreadable++;
        progress.say(e.getMessage());
      }
      progress.step("landmarks", ++done, samples.size(), "");
    }
    AtomicFiles.write(csv, text.toString().getBytes(StandardCharsets.UTF_8));
    if (unreadable > 0) {
      throw new UserException(
          unreadable + " of " + done + " pictures could not be read; " + csv + " has the others.");
    }
  }

  private String line(Sample sample, Mat picture) {
    Region square = sample.square(picture.width(), picture.height());
    Mat cut =
        picture.submat(
            square.y(), square.y() + square.side(), square.x(), square.x() + square.side());
    Mat scaled = new Mat();
    int how = square.side() > side ? Imgproc.INTER_AREA : Imgproc.INTER_LINEAR;
    Imgproc.resize(cut, scaled, new Size(side, side), 0, 0, how);
    Hand hand = find(scaled);
    cut.release();
    scaled.release();
    StringBuilder line = new StringBuilder(Landmarks.key(sample.file()));
    line.append(String.format(Locale.ROOT, ",%.3f,%.3f", hand.presence, hand.handedness));
    double w = picture.width();
    double h = picture.height();
    for (int i = 0; i < NUMBERS; i++) {
      double inSquare = hand.points[i] * square.side();
      double value =
          switch (i % 3) {
            case 0 -> (square.x() + inSquare) / w;
            case 1 -> (square.y() + inSquare) / h;
            default -> inSquare / w;
          };
      line.append(String.format(Locale.ROOT, ",%.5f", value));
    }
    return line.toString();
  }

  private static Region middle(Mat picture) {
    int least = Math.min(picture.width(), picture.height());
    return new Region((picture.width() - least) / 2, (picture.height() - least) / 2, least);
  }

  @Override
  public void close() {
    // OpenCV's network is freed with its object
  }

  /**
   * MediaPipe Hands' landmark model (https://arxiv.org/abs/2006.10214): 1×224×224×3 RGB 0–1 to 63
   * numbers in pixels, presence, handedness and 63 in metres.
   */
  private static final class MediaPipe extends HandFinder {
    private static final int SIDE = 224;

    private final Net net;

    private MediaPipe(Path file) {
      super(SIDE);
      OpenCv.load();
      try {
        net = Dnn.readNetFromONNX(file.toString());
      } catch (CvException e) {
        throw foreign(file, e);
      }
      if (net.getUnconnectedOutLayersNames().size() != 4) {
        throw foreign(file, null);
      }
    }

    private static UserException foreign(Path file, Exception cause) {
      return new UserException(
          file + " is not MediaPipe's hand landmark model; name that, or a signcam model.", cause);
    }

    @Override
    Hand find(Mat bgr) {
      Mat rgb = new Mat();
      Imgproc.cvtColor(bgr, rgb, Imgproc.COLOR_BGR2RGB);
      rgb.convertTo(rgb, CvType.CV_32F, 1 / 255.0);
      Mat input = rgb.reshape(1, new int[] {1, SIDE, SIDE, 3});
      net.setInput(input);
      List<Mat> outputs = new ArrayList<>();
      net.forward(outputs, net.getUnconnectedOutLayersNames());
      float[] pixels = null;
      List<Float> scores = new ArrayList<>();
      for (Mat output : outputs) {
        float[] values = new float[(int) output.total()];
        output.reshape(1, 1).get(0, 0, values);
        if (values.length == NUMBERS && pixels == null) {
          pixels = values;
        } else if (values.length == 1) {
          scores.add(values[0]);
        }
        output.release();
      }
      rgb.release();
      input.release();
      for (int i = 0; i < NUMBERS; i++) {
        pixels[i] /= SIDE;
      }
      return new Hand(scores.get(0), scores.get(1), pixels);
    }
  }

  /** A model of ours. */
  private static final class Ours extends HandFinder {
    private final GestureModel model;
    private final InputImage input;

    private Ours(Path file, Device device) {
      this(GestureModel.load(file, device), file);
    }

    private Ours(GestureModel model, Path file) {
      super(model.inputSide());
      this.model = model;
      if (!model.findsPoints()) {
        model.close();
        throw new UserException(
            file + " has no pose head and finds no points; name a model that has one.");
      }
      input = new InputImage(model.inputSide());
    }

    @Override
    Hand find(Mat bgr) {
      return new Hand(1, 0.5, model.points(input.fill(bgr, middle(bgr))));
    }

    @Override
    public void close() {
      input.close();
      model.close();
    }
  }
}
