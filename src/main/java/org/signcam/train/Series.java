package org.signcam.train;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.signcam.base.AtomicFiles;
import org.signcam.base.UserException;
import org.signcam.samples.SampleSet;
import org.signcam.train.Training.End;
import org.signcam.train.Training.Settings;
import org.signcam.train.Validation.Answers;

/**
 * Several trainings, one after another, that may be cut off anywhere: one that has ended is not
 * made again. How it ended lies in its run folder as {@value #FILE}, with the digest of all that
 * decides it. One thread, but for {@link #stop}.
 */
final class Series {
  static final String FILE = "result.json";

  private static final Gson GSON = new Gson();

  private final Progress progress;
  private volatile Training current;
  private volatile boolean stopping;

  Series(Progress progress) {
    this.progress = progress;
  }

  /**
   * How a training ended.
   *
   * @param digest of all that decides it
   * @param diverged the sentence that says where it diverged; {@code null} when it did not
   * @param logits of the best weights, one row a validation picture; {@code null} when it diverged
   */
  private record Stored(String digest, End end, String diverged, List<float[]> logits) {
    boolean isWhole(Path model, TrainingData data) {
      return diverged != null
          || (end != null
              && logits != null
              && logits.size() == data.split().validation().size()
              && Files.exists(model));
    }
  }

  /**
   * How a training ended.
   *
   * @param answers of its best weights; {@code null} when it diverged
   */
  record Result(End end, String diverged, Answers answers) {
    /**
     * The same, if it has answers.
     *
     * @throws UserException saying where the training diverged
     */
    Result whole() {
      if (diverged != null) {
        throw new UserException(diverged);
      }
      return this;
    }
  }

  /** Ends the training under way; from any thread. */
  void stop() {
    stopping = true;
    Training training = current;
    if (training != null) {
      training.stop();
    }
  }

  /**
   * Trains, goes on with a training that was cut off, or reads how one ended.
   *
   * @param data with a validation side
   * @param judge may end it early
   * @throws CancellationException when stopped; asked for again, it goes on from there
   */
  Result train(
      Recipe recipe, SampleSet set, TrainingData data, Settings settings, Training.Judge judge) {
    Path file = settings.runFolder().resolve(FILE);
    String digest = RunDigest.of(recipe, data, data.split().train(), settings);
    Stored stored = read(file);
    if (stored != null && digest.equals(stored.digest()) && stored.isWhole(settings.out(), data)) {
      progress.say(settings.name() + " has been trained before, just so; it is not trained again");
    } else {
      stored = train(new Training(recipe, set, data, settings, progress), digest, judge);
      AtomicFiles.write(file, GSON.toJson(stored).getBytes(StandardCharsets.UTF_8));
    }
    Answers answers =
        stored.diverged() != null
            ? null
            : new Answers(data.split().validation(), stored.logits(), data.letters());
    return new Result(stored.end(), stored.diverged(), answers);
  }

  private Stored train(Training training, String digest, Training.Judge judge) {
    current = training;
    if (stopping) {
      throw new CancellationException("stopped");
    }
    training.judge(judge);
    try {
      training.run();
    } catch (Diverged e) {
      return new Stored(digest, End.WHOLE, e.getMessage(), null);
    } catch (UserException e) {
      if (training.end() != End.STOPPED) {
        throw e;
      }
    }
    if (training.end() == End.STOPPED) {
      throw new CancellationException("stopped");
    }
    return new Stored(digest, training.end(), null, training.answers().logits());
  }

  /** What the file holds; {@code null} when there is none, or it is of no use. */
  private static Stored read(Path file) {
    if (!Files.exists(file)) {
      return null;
    }
    try {
      return GSON.fromJson(Files.readString(file), Stored.class);
    } catch (IOException | JsonParseException e) {
      return null; // the training is made again
    }
  }
}
