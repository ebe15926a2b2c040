package org.signcam.ui.models;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.signcam.evaluate.Evaluation;
import org.signcam.evaluate.Figures;
import org.signcam.evaluate.Perturbation;
import org.signcam.inference.Engines;
import org.signcam.inference.OpenModel;
import org.signcam.samples.SampleSet;

/** Two models asked about the same pictures. */
final class Comparison {
  private Comparison() {}

  /** Told how many of all pictures have been read, on the thread that compares. */
  interface Progress {
    void at(int done, int all);
  }

  /**
   * Reads every picture with each model; takes seconds to minutes.
   *
   * @param deviceName auto, cpu or gpu
   * @throws CancellationException when asked to stop
   * @throws org.signcam.base.UserException when a model or the pictures cannot be used
   */
  static List<Figures> of(
      List<Path> models,
      SampleSet set,
      String deviceName,
      BooleanSupplier stopping,
      Progress progress) {
    List<Figures> figures = new ArrayList<>();
    for (Path file : models) {
      int before = figures.size() * set.size();
      try (OpenModel model = Engines.open(file, deviceName)) {
        figures.add(
            Evaluation.measure(
                model.classifier(),
                set,
                Perturbation.NONE,
                (done, all) -> {
                  if (stopping.getAsBoolean()) {
                    throw new CancellationException("stopped");
                  }
                  progress.at(before + done, models.size() * all);
                }));
      }
    }
    return figures;
  }
}
