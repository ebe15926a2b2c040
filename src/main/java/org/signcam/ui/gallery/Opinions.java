package org.signcam.ui.gallery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.opencv.core.Mat;
import org.signcam.base.UserException;
import org.signcam.image.InputImage;
import org.signcam.image.Pictures;
import org.signcam.model.Classifier;
import org.signcam.model.Prediction;
import org.signcam.samples.Sample;

/**
 * What one model makes of pictures, kept while model and picture are the same. Any thread, but for
 * {@link #look}: one at a time.
 */
final class Opinions {
  /** A file as it was: another time or size is another picture. */
  private record Stamp(long bytes, long millis) {
    static Stamp of(Path file) throws IOException {
      BasicFileAttributes a = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(a.size(), a.lastModifiedTime().toMillis());
    }
  }

  private record Kept(Stamp stamp, Prediction prediction) {}

  private record Model(Path file, Stamp stamp) {}

  private final Map<Path, Kept> kept = new ConcurrentHashMap<>();
  private Model model; // guarded by this; null before the first

  /** Another model than the last, or the same file written anew: its opinions count, no others. */
  synchronized void of(Path file) {
    Model next;
    try {
      next = new Model(file, Stamp.of(file));
    } catch (IOException e) {
      next = new Model(file, null);
    }
    if (!next.equals(model)) {
      model = next;
      kept.clear();
    }
  }

  /** Null where nobody has looked. */
  Opinion get(Sample sample) {
    Kept k = kept.get(sample.file());
    return k == null ? null : Opinion.of(sample.label(), k.prediction());
  }

  /** The probability of its own label, 0–1; NaN where nobody has looked. */
  double given(Sample sample) {
    Opinion opinion = get(sample);
    return opinion == null ? Double.NaN : opinion.given();
  }

  /** Pictures that lie elsewhere now are the same. */
  void moved(Map<Sample, Sample> moved) {
    Map<Path, Kept> there = new ConcurrentHashMap<>();
    moved.forEach(
        (from, to) -> {
          Kept k = kept.remove(from.file());
          if (k != null) {
            there.put(to.file(), k);
          }
        });
    kept.putAll(there);
  }

  /**
   * Looks at those pictures that it does not know; the others cost nothing. Returns how many cannot
   * be read.
   *
   * @param steps told how many are done; throws to stop
   */
  int look(List<Sample> samples, Classifier classifier, Work.Steps steps) {
    int unreadable = 0;
    Model whose = model();
    try (InputImage input = new InputImage(classifier.inputSide())) {
      int done = 0;
      for (Sample sample : samples) {
        steps.at(done++, samples.size());
        try {
          Stamp stamp = Stamp.of(sample.file());
          Kept known = kept.get(sample.file());
          if (known == null || !known.stamp().equals(stamp)) {
            Prediction prediction = predict(sample, classifier, input);
            keep(whose, sample.file(), new Kept(stamp, prediction));
          }
        } catch (IOException | UserException e) {
          unreadable++;
        }
      }
      steps.at(done, samples.size());
    }
    return unreadable;
  }

  private synchronized Model model() {
    return model;
  }

  /** Not when another model has come into use meanwhile. */
  private synchronized void keep(Model whose, Path file, Kept opinion) {
    if (Objects.equals(whose, model)) {
      kept.put(file, opinion);
    }
  }

  private static Prediction predict(Sample sample, Classifier classifier, InputImage input) {
    Mat bgr = Pictures.read(sample.file());
    try {
      ByteBuffer rgb = input.fill(bgr, sample.square(bgr.cols(), bgr.rows()));
      return classifier.predict(rgb);
    } finally {
      bgr.release();
    }
  }
}
