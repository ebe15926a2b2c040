package org.signcam.evaluate;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Rect;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.signcam.base.UserException;
import org.signcam.image.InputImage;
import org.signcam.image.Region;
import org.signcam.model.Classifier;
import org.signcam.model.Prediction;
import org.signcam.samples.Frames;
import org.signcam.samples.Frames.Square;
import org.signcam.samples.Sample;
import org.signcam.samples.SampleSet;

/**
 * Measures a model on pictures. Each is taken whole, as a region would be: of one that is not
 * square, the centred square.
 *
 * <pre>{@code
 * Figures figures =
 *     Evaluation.measure(model, SampleSet.read(folder), Perturbation.NONE, ProgressListener.SILENT);
 * }</pre>
 */
public final class Evaluation {
  private static final int BATCH = 32;

  private Evaluation() {}

  /**
   * Reads every picture, asks the model, counts.
   *
   * @throws UserException when none of the labels is the model's, or no picture can be read
   */
  public static Figures measure(
      Classifier model, SampleSet samples, Perturbation perturbation, ProgressListener listener) {
    return Metrics.of(outcomes(model, samples, perturbation, listener), model.letters());
  }

  /**
   * What {@link #measure} counts: every readable picture with its prediction, in the set's order.
   */
  public static List<Outcome> outcomes(
      Classifier model, SampleSet samples, Perturbation perturbation, ProgressListener listener) {
    return outcomes(model, samples, Evaluation::centre, perturbation, listener);
  }

  /**
   * As above, of hands in whole frames; a region that is out of place sees more of the frame.
   *
   * @param samples some of the frames
   */
  public static List<Outcome> outcomes(
      Classifier model,
      SampleSet samples,
      Frames frames,
      Perturbation perturbation,
      ProgressListener listener) {
    Perturbation still = perturbation.moves() ? Perturbation.NONE : perturbation;
    Cutter cutter = (bgr, frame) -> cut(bgr, perturbation.moved(frames.square(frame)));
    return outcomes(model, samples, cutter, still, listener);
  }

  /** What the region sees of a picture; a Mat of its own. */
  @FunctionalInterface
  private interface Cutter {
    Mat square(Mat bgr, Sample sample);
  }

  private static Mat centre(Mat bgr, Sample sample) {
    Region whole = centredSquare(bgr.cols(), bgr.rows());
    return bgr.submat(new Rect(whole.x(), whole.y(), whole.side(), whole.side()));
  }

  /** Beyond the frame its edges are continued. */
  private static Mat cut(Mat bgr, Square square) {
    Mat part = new Mat();
    int side = (int) Math.max(1, Math.round(square.side()));
    Point middle = new Point(square.x() - 0.5, square.y() - 0.5); // of a pixel, its middle
    Imgproc.getRectSubPix(bgr, new Size(side, side), middle, part);
    return part;
  }

  private static List<Outcome> outcomes(
      Classifier model,
      SampleSet samples,
      Cutter cutter,
      Perturbation perturbation,
      ProgressListener listener) {
    checkLabels(model, samples);
    List<Outcome> outcomes = new ArrayList<>(samples.size());
    try (Batch batch = new Batch(model)) {
      int done = 0;
      listener.progress(0, samples.size());
      for (Sample sample : samples.samples()) {
        try {
          batch.add(sample, cutter, perturbation);
        } catch (UserException e) {
          listener.unreadable(sample.file(), e);
        }
        done++;
        if (batch.isFull() || done == samples.size()) {
          batch.predictInto(outcomes);
          listener.progress(done, samples.size());
        }
      }
    }
    if (outcomes.isEmpty()) {
      throw new UserException(
          "None of the " + samples.size() + " pictures could be read, so there is nothing to say.");
    }
    return outcomes;
  }

  /** The largest centred square of a picture, in its pixels. */
  public static Region centredSquare(int width, int height) {
    int side = Math.min(width, height);
    return new Region((width - side) / 2, (height - side) / 2, side);
  }

  private static void checkLabels(Classifier model, SampleSet samples) {
    List<String> found = samples.labels();
    boolean some = found.stream().anyMatch(model.letters()::contains);
    boolean onlyNothing = found.stream().allMatch(SampleSet.NOTHING::equals);
    if (!some && !onlyNothing) {
      throw new UserException(
          "The model reads "
              + String.join(", ", model.letters())
              + ", but the samples show "
              + String.join(", ", found)
              + ": no letter in common. Choose a model for these samples, or other samples.");
    }
  }

  /** Up to 32 pictures in buffers that are used again. */
  private static final class Batch implements AutoCloseable {
    private final Classifier model;
    private final List<InputImage> inputs = new ArrayList<>(BATCH);
    private final List<ByteBuffer> pictures = new ArrayList<>(BATCH); // each side×side×3, RGB
    private final List<Sample> samples = new ArrayList<>(BATCH);

    Batch(Classifier model) {
      this.model = model;
    }

    boolean isFull() {
      return samples.size() == BATCH;
    }

    void add(Sample sample, Cutter cutter, Perturbation perturbation) {
      if (inputs.size() == samples.size()) {
        inputs.add(new InputImage(model.inputSide()));
      }
      Mat bgr = sample.read();
      Mat square = cutter.square(bgr, sample);
      Mat disturbed = perturbation.apply(square);
      try {
        Region all = new Region(0, 0, square.cols());
        pictures.add(inputs.get(samples.size()).fill(disturbed, all));
        samples.add(sample);
      } finally {
        disturbed.release();
        square.release();
        bgr.release();
      }
    }

    void predictInto(List<Outcome> outcomes) {
      if (samples.isEmpty()) {
        return;
      }
      List<Prediction> predictions = model.predict(pictures);
      for (int i = 0; i < samples.size(); i++) {
        outcomes.add(new Outcome(samples.get(i), predictions.get(i)));
      }
      samples.clear();
      pictures.clear();
    }

    @Override
    public void close() {
      inputs.forEach(InputImage::close);
    }
  }
}
