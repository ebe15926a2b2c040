package org.signcam.cli;

import ai.djl.Device;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongPredicate;
import org.signcam.base.UserException;
import org.signcam.samples.SampleSet;
import org.signcam.samples.Split;
import org.signcam.train.Progress;
import org.signcam.train.Recipe;
import org.signcam.train.Training;
import org.signcam.train.TrainingData;

/** A training that is watched for a few steps, then stopped. */
final class MadeTraining {
  private MadeTraining() {}

  /**
   * Trains from scratch.
   *
   * @param folder for what a training leaves
   * @param goesOn told each step's number, on the training thread; the training ends when it says
   *     no
   * @throws UserException when the training fails
   */
  static void run(
      Recipe recipe, SampleSet set, Split split, Path folder, Device device, LongPredicate goesOn) {
    TrainingData data = TrainingData.of(set, split, List.of(), recipe.rejecting());
    Training.Settings settings =
        new Training.Settings(
            null,
            List.of(),
            List.of(),
            null,
            null,
            null,
            folder.resolve("bench.safetensors"),
            1,
            600,
            device,
            "");
    Watch watch = new Watch(goesOn);
    watch.training = new Training(recipe, set, data, settings, watch);
    try {
      watch.training.run();
    } catch (UserException e) {
      if (!watch.stopped) { // else it says just that
        throw e;
      }
    }
  }

  private static final class Watch implements Progress {
    private final LongPredicate goesOn;
    private Training training;
    private long steps;
    private boolean stopped;

    Watch(LongPredicate goesOn) {
      this.goesOn = goesOn;
    }

    @Override
    public void say(String line) {
      // The figures count.
    }

    @Override
    public void step(String task, long done, long all, String detail) {
      if (!goesOn.test(++steps)) {
        stopped = true;
        training.stop();
      }
    }
  }
}
