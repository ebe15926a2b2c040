package org.signcam.samples;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfDouble;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.signcam.base.UserException;
import org.signcam.image.Fingerprint;

/**
 * What is known of one picture once it has been decoded: of its region, where it has one.
 *
 * @param width in pixels
 * @param height in pixels
 * @param luminance the mean grey value, 0–255
 * @param sharpness the variance of the Laplacian at 224×224 (J. L. Pech-Pacheco et al., "Diatom
 *     autofocusing in brightfield microscopy", ICPR 2000): small where a network sees a blur
 * @param digest SHA-256 of the file, in hex
 */
record PictureFacts(
    Sample sample,
    int width,
    int height,
    double luminance,
    double sharpness,
    String digest,
    Fingerprint fingerprint) {
  private static final int SIDE = 224;

  /**
   * The pictures of a set, decoded on all cores, in the set's order.
   *
   * @param unreadable those that are in {@code facts} no more
   */
  record Scan(List<PictureFacts> facts, List<Unreadable> unreadable) {}

  /**
   * Decodes every picture.
   *
   * @param progress told how many are done, from several threads
   */
  static Scan scan(SampleSet set, IntConsumer progress) {
    AtomicInteger done = new AtomicInteger();
    List<Object> results =
        set.samples().parallelStream()
            .map(
                sample -> {
                  Object result = factsOrWhyNot(sample);
                  progress.accept(done.incrementAndGet());
                  return result;
                })
            .toList();
    return new Scan(only(results, PictureFacts.class), only(results, Unreadable.class));
  }

  private static Object factsOrWhyNot(Sample sample) {
    try {
      return of(sample);
    } catch (UserException e) {
      return new Unreadable(sample, e.getMessage());
    }
  }

  private static <T> List<T> only(List<Object> results, Class<T> kind) {
    return results.stream()
        .flatMap(r -> kind.isInstance(r) ? Stream.of(kind.cast(r)) : Stream.empty())
        .toList();
  }

  private static PictureFacts of(Sample sample) {
    Mat bgr = sample.read();
    Mat gray = new Mat();
    try {
      Imgproc.cvtColor(bgr, gray, Imgproc.COLOR_BGR2GRAY);
      return new PictureFacts(
          sample,
          gray.cols(),
          gray.rows(),
          Core.mean(gray).val[0],
          sharpness(gray),
          SampleSet.sha256(Files.readAllBytes(sample.file())),
          Fingerprint.of(gray));
    } catch (IOException e) {
      throw new UserException(
          "The picture " + sample.file() + " was there and cannot be read any more.", e);
    } finally {
      bgr.release();
      gray.release();
    }
  }

  private static double sharpness(Mat gray) {
    boolean shrinks = Math.min(gray.cols(), gray.rows()) > SIDE;
    Mat scaled = new Mat();
    Mat edges = new Mat();
    MatOfDouble mean = new MatOfDouble();
    MatOfDouble deviation = new MatOfDouble();
    try {
      int interpolation = shrinks ? Imgproc.INTER_AREA : Imgproc.INTER_LINEAR;
      Imgproc.resize(gray, scaled, new Size(SIDE, SIDE), 0, 0, interpolation);
      Imgproc.Laplacian(scaled, edges, CvType.CV_32F); // in place it reads what it has freed
      Core.meanStdDev(edges, mean, deviation);
      double sigma = deviation.toArray()[0];
      return sigma * sigma;
    } finally {
      scaled.release();
      edges.release();
      mean.release();
      deviation.release();
    }
  }
}
