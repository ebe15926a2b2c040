package org.signcam.train;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.signcam.base.AtomicFiles;
import org.signcam.evaluate.Curves;
import org.signcam.evaluate.Curves.Panel;
import org.signcam.evaluate.Curves.Series;
import org.signcam.train.History.ValidationPoint;
import org.signcam.train.Tuning.Trial;

/**
 * What a tuning leaves in its folder to be looked at: a line a trial, and the best one's curves.
 */
public final class TuningRecord {
  public static final String TRIALS = "trials.csv";
  public static final String CURVES = "curves.png";

  /** More lines than these cannot be told apart. */
  private static final int DRAWN = 6;

  private TuningRecord() {}

  /**
   * Writes both files, each whole or not at all.
   *
   * @throws org.signcam.base.UserException when they cannot be written
   */
  public static void write(Path folder, Tuning tuning) {
    AtomicFiles.write(
        folder.resolve(TRIALS), csv(tuning.trials()).getBytes(StandardCharsets.UTF_8));
    List<Trial> best = tuning.ranked().stream().limit(DRAWN).toList();
    if (best.stream().anyMatch(trial -> !trial.curve().isEmpty())) {
      Curves.write(folder.resolve(CURVES), panels(tuning, best));
    }
  }

  private static List<Panel> panels(Tuning tuning, List<Trial> best) {
    return List.of(
        new Panel(
            "Mean signer accuracy of the best trials on the people kept out",
            "accuracy (0–1)",
            series(tuning, best, ValidationPoint::accuracy),
            List.of(),
            null),
        new Panel(
            "Loss of the same",
            "loss (nats)",
            series(tuning, best, ValidationPoint::loss),
            List.of(),
            null));
  }

  private static List<Series> series(
      Tuning tuning, List<Trial> trials, ToDoubleFunction<ValidationPoint> value) {
    return trials.stream()
        .map(
            t ->
                new Series(
                    legend(tuning, t),
                    t.curve().stream().mapToDouble(ValidationPoint::step).toArray(),
                    t.curve().stream().mapToDouble(value).toArray()))
        .toList();
  }

  /** In three lines, so that six of them fit beside a panel. */
  private static String legend(Tuning tuning, Trial trial) {
    String settings = tuning.settings(trial);
    int last = settings.lastIndexOf(", ");
    String first =
        String.format(
            Locale.ROOT,
            "trial %d%s: %.3f at step %d",
            trial.number(),
            trial.outcome() == Tuning.Outcome.WHOLE ? "" : ", " + trial.outcome().word(),
            trial.score(),
            trial.kept());
    return String.join(
        "\n", first, settings.substring(0, last), settings.substring(last + 2)); // as XChart splits
  }

  private static String csv(List<Trial> trials) {
    StringBuilder lines =
        new StringBuilder(
            "trial,outcome,mean_signer_accuracy,loss,kept_at_step,steps,"
                + "phases,network,head,strength,dropout,weight_decay,model\n");
    for (Trial t : trials) {
      Recipe r = t.recipe();
      lines
          .append(
              Stream.of(
                      t.number(),
                      t.outcome().word(),
                      number(t.score()),
                      number(t.loss()),
                      t.kept(),
                      t.steps(),
                      quoted(r.phases()),
                      quoted(r.network()),
                      quoted(r.head()),
                      r.strength(),
                      r.dropout(),
                      r.weightDecay(),
                      quoted(t.model().toString()))
                  .map(Object::toString)
                  .collect(Collectors.joining(",")))
          .append('\n');
    }
    return lines.toString();
  }

  /** Empty for what is no number. */
  private static String number(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.4f", value) : "";
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }
}
