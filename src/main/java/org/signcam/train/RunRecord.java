package org.signcam.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.signcam.evaluate.Curves;
import org.signcam.evaluate.HtmlReport;
import org.signcam.evaluate.Outcome;
import org.signcam.model.ModelCard;
import org.signcam.model.Prediction;
import org.signcam.samples.SampleSet;
import org.signcam.train.LoopJob.Position;
import org.signcam.train.LoopJob.Step;
import org.signcam.train.Validation.Answers;

/** What a run leaves in its folder to be looked at: its history, curves, and a report. */
final class RunRecord implements AutoCloseable {
  private final Path folder;
  private final String name;
  private final History history;
  private final TensorBoardLog tensorBoard;

  /**
   * @param name of the model, as the curves call it
   * @param fromStep steps already taken when the run goes on; what was recorded later is dropped
   */
  RunRecord(Path folder, String name, long fromStep) {
    this.folder = folder;
    this.name = name;
    history = History.open(folder.resolve(History.FILE), fromStep);
    tensorBoard = TensorBoardLog.open(folder, fromStep);
  }

  /**
   * Records a step.
   *
   * @param loss running mean
   * @param right running share read right, 0–1
   */
  void stepped(Step step, String task, double loss, double right) {
    history.train(step.total(), step.phase() + 1, task, loss, right, step.rate());
    tensorBoard.train(step.total(), loss, right, step.rate());
  }

  void validated(Position at, Answers answers, boolean kept) {
    double accuracy = answers.meanSignerAccuracy();
    history.validation(at.total(), answers.loss(), accuracy, kept);
    tensorBoard.validation(at.total(), answers.loss(), accuracy);
  }

  List<History.ValidationPoint> validations() {
    return history.validations();
  }

  /**
   * Draws the curves and, where there is a validation side, writes the report of the finished model
   * on it.
   *
   * @param card of the finished model
   * @param answers of the validation by which it was chosen; {@code null} without
   * @param command that repeats the run, or {@code null}
   */
  void finish(
      Training.Settings settings,
      TrainingData data,
      SampleSet all,
      ModelCard card,
      Answers answers,
      String command) {
    Path curves = folder.resolve("curves.png");
    if (!history.training().isEmpty()) {
      Curves.write(curves, history.panels(name));
    }
    if (answers == null) {
      return;
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < answers.samples().size(); i++) {
      Prediction read = Prediction.of(answers.logits().get(i), card);
      outcomes.add(new Outcome(answers.samples().get(i), read));
    }
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("samples", all.layout());
    data.describe().forEach(line -> facts.put(line.replaceFirst(":.*", ""), line));
    facts.put("device", settings.device().toString());
    boolean leaks = !data.split().sharedSigners().isEmpty();
    HtmlReport.write(
        folder.resolve("report.html"),
        new HtmlReport.Content(
            "Training of "
                + name
                + ": the validation side"
                + (leaks ? ", whose people were trained on" : ""),
            outcomes,
            card.letters(),
            card,
            facts,
            history.training().isEmpty() ? null : curves,
            command));
  }

  @Override
  public void close() {
    tensorBoard.close();
  }
}
