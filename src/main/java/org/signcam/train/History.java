package org.signcam.train;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.signcam.base.AtomicFiles;
import org.signcam.base.UserException;
import org.signcam.evaluate.Curves;

/**
 * What a training run has gone through, kept as a line of JSON a point in {@value #FILE}, so that a
 * run that is resumed goes on with it. Points are written as they come; a line that a crash cut
 * short is left out when the file is read again. Written on the training thread; the lists may be
 * read on any.
 *
 * <pre>{@code
 * History history = History.open(folder.resolve(History.FILE), checkpoint.step());
 * history.train(step, 1, "fine-tuning", loss, accuracy, rate);
 * history.validation(step, loss, accuracy, better);
 * Curves.write(folder.resolve("curves.png"), history.panels("asl-a-i"));
 * }</pre>
 */
public final class History {
  public static final String FILE = "history.jsonl";

  private final Path file;
  private final List<Point> points = new ArrayList<>();

  /** What was measured at a step, counted from 1 over all phases. */
  public sealed interface Point {
    long step();
  }

  /**
   * One step, or the mean of some.
   *
   * @param phase from 1
   * @param task what the phase does, in words
   * @param loss of the training batch; not a number where it is unknown
   * @param accuracy running share of training pictures read right, 0–1; not a number where unknown
   * @param rate learning rate
   */
  public record TrainPoint(
      long step, int phase, String task, double loss, double accuracy, double rate)
      implements Point {
    public TrainPoint {
      Objects.requireNonNull(task);
    }
  }

  /**
   * One validation, made after its step.
   *
   * @param loss over the validation pictures; not a number where it is unknown
   * @param accuracy mean signer accuracy, 0–1
   * @param best whether this step's weights were kept as the best so far, by the trainer's rule
   */
  public record ValidationPoint(long step, double loss, double accuracy, boolean best)
      implements Point {}

  private History(Path file) {
    this.file = file;
  }

  /**
   * Opens a run's history to go on with it, or begins one.
   *
   * @param file made with its folder when it is missing
   * @param fromStep the last step that counts: later points are dropped, from the file too. 0
   *     begins anew
   * @throws UserException when the file cannot be read or written, or is damaged before its end
   */
  public static History open(Path file, long fromStep) {
    History kept = new History(file);
    StringBuilder text = new StringBuilder();
    // What a new run writes over need not be whole.
    for (Point point : fromStep > 0 ? read(file).points : List.<Point>of()) {
      if (point.step() <= fromStep) {
        kept.points.add(point);
        text.append(line(point));
      }
    }
    AtomicFiles.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
    return kept;
  }

  /**
   * Reads a run's history and leaves the file as it is; empty where there is none.
   *
   * @throws UserException when it cannot be read or is damaged before its end
   */
  public static History read(Path file) {
    History history = new History(file);
    String text = text(file);
    int line = 1;
    int from = 0;
    // What stands after the last line's end was cut short: it is left out.
    for (int end; (end = text.indexOf('\n', from)) >= 0; from = end + 1) {
      try {
        history.points.add(point(JsonParser.parseString(text.substring(from, end))));
      } catch (JsonParseException
          | IllegalStateException
          | UnsupportedOperationException
          | NumberFormatException e) {
        throw new UserException(
            "Line %d of %s is no point of a training history; delete the file, or put back a whole one."
                .formatted(line, file),
            e);
      }
      line++;
    }
    return history;
  }

  private static String text(Path file) {
    if (!Files.exists(file)) {
      return "";
    }
    try {
      // Not readString: a cut may lie within a character.
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UserException(
          "Cannot read the training history %s (%s); check its permissions."
              .formatted(file, AtomicFiles.reason(e)),
          e);
    }
  }

  /** Adds a training point and writes it. */
  public void train(long step, int phase, String task, double loss, double accuracy, double rate) {
    add(new TrainPoint(step, phase, task, loss, accuracy, rate));
  }

  /** Adds a validation and writes it. */
  public void validation(long step, double loss, double accuracy, boolean best) {
    add(new ValidationPoint(step, loss, accuracy, best));
  }

  /** The training points so far, in order. */
  public List<TrainPoint> training() {
    return of(TrainPoint.class);
  }

  /** The validations so far, in order. */
  public List<ValidationPoint> validations() {
    return of(ValidationPoint.class);
  }

  /** The validation whose weights are kept: the last that was the best so far; null before one. */
  public ValidationPoint best() {
    return validations().stream().filter(ValidationPoint::best).reduce((a, b) -> b).orElse(null);
  }

  /** Loss and accuracy of both sets, phases and best marked, for {@link Curves#write}. */
  public List<Curves.Panel> panels(String run) {
    List<TrainPoint> steps = training();
    List<ValidationPoint> checks = validations();
    List<Curves.Mark> phases = new ArrayList<>();
    for (TrainPoint p : steps) {
      if (phases.isEmpty() || !phases.get(phases.size() - 1).text().equals(phaseName(p))) {
        phases.add(new Curves.Mark(p.step(), phaseName(p)));
      }
    }
    ValidationPoint best = best();
    Curves.Best lossMark = best == null ? null : new Curves.Best(best.step(), best.loss());
    Curves.Best accuracyMark = best == null ? null : new Curves.Best(best.step(), best.accuracy());
    return List.of(
        new Curves.Panel(
            "Loss of " + run,
            "loss (nats)",
            List.of(
                series("training", steps, TrainPoint::step, TrainPoint::loss),
                series("validation", checks, ValidationPoint::step, ValidationPoint::loss)),
            phases,
            lossMark),
        new Curves.Panel(
            "Accuracy of " + run,
            "accuracy (0–1, validation: by signer)",
            List.of(
                series("training", steps, TrainPoint::step, TrainPoint::accuracy),
                series("validation", checks, ValidationPoint::step, ValidationPoint::accuracy)),
            phases,
            accuracyMark));
  }

  private static String phaseName(TrainPoint p) {
    return "phase " + p.phase() + ": " + p.task();
  }

  private static <T> Curves.Series series(
      String name, List<T> points, ToDoubleFunction<T> x, ToDoubleFunction<T> y) {
    return new Curves.Series(
        name, points.stream().mapToDouble(x).toArray(), points.stream().mapToDouble(y).toArray());
  }

  private synchronized <T extends Point> List<T> of(Class<T> kind) {
    return points.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private synchronized void add(Point point) {
    points.add(point);
    try {
      Files.writeString(file, line(point), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UserException(
          "Cannot write the training history %s (%s); check the folder and the free space."
              .formatted(file, AtomicFiles.reason(e)),
          e);
    }
  }

  private static String line(Point point) {
    JsonObject json = new JsonObject();
    json.addProperty("step", point.step());
    if (point instanceof TrainPoint p) {
      json.addProperty("phase", p.phase());
      json.addProperty("task", p.task());
      json.add("loss", number(p.loss()));
      json.add("accuracy", number(p.accuracy()));
      json.add("rate", number(p.rate()));
    } else if (point instanceof ValidationPoint p) {
      json.add("validation_loss", number(p.loss()));
      json.add("validation_accuracy", number(p.accuracy()));
      json.addProperty("best", p.best());
    }
    return json + "\n";
  }

  private static Point point(JsonElement line) {
    JsonObject json = line.getAsJsonObject();
    long step = entry(json, "step").getAsLong();
    if (json.has("validation_accuracy")) {
      return new ValidationPoint(
          step,
          number(json, "validation_loss"),
          number(json, "validation_accuracy"),
          entry(json, "best").getAsBoolean());
    }
    return new TrainPoint(
        step,
        entry(json, "phase").getAsInt(),
        entry(json, "task").getAsString(),
        number(json, "loss"),
        number(json, "accuracy"),
        number(json, "rate"));
  }

  // JSON has no NaN and no infinity: null stands for both.
  private static JsonElement number(double value) {
    return Double.isFinite(value) ? new JsonPrimitive(value) : JsonNull.INSTANCE;
  }

  private static double number(JsonObject json, String name) {
    JsonElement value = entry(json, name);
    return value.isJsonNull() ? Double.NaN : value.getAsDouble();
  }

  private static JsonElement entry(JsonObject json, String name) {
    JsonElement value = json.get(name);
    if (value == null) {
      throw new JsonParseException("no " + name);
    }
    return value;
  }
}
