package org.signcam.train;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.signcam.evaluate.Curves;
import org.signcam.evaluate.Evaluation;
import org.signcam.evaluate.HtmlReport;
import org.signcam.evaluate.Outcome;
import org.signcam.evaluate.Perturbation;
import org.signcam.evaluate.ProgressListener;
import org.signcam.model.GestureModel;
import org.signcam.samples.SampleSet;
import org.signcam.train.Loop.Step;
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

  void validated(Step step, Answers answers, boolean kept) {
    double accuracy = answers.meanSignerAccuracy();
    history.validation(step.total(), answers.loss(), accuracy, kept);
    tensorBoard.validation(step.total(), answers.loss(), accuracy);
  }

  List<History.ValidationPoint> validations() {
    return history.validations();
  }

  /**
   * Draws the curves and, where there is a validation side, writes the report of the finished model
   * on it.
   *
   * @param command that repeats the run, or {@code null}
   */
  void finish(Training.Settings settings, TrainingData data, SampleSet all, String command) {
    Path curves = folder.resolve("curves.png");
    if (!history.training().isEmpty()) {
      Curves.write(curves, history.panels(name));
    }
    if (data.split().validation().isEmpty()) {
      return;
    }
    try (GestureModel model = GestureModel.load(settings.out(), settings.device())) {
      SampleSet validation = all.with(data.split().validation());
      List<Outcome> outcomes =
          Evaluation.outcomes(model, validation, Perturbation.NONE, ProgressListener.SILENT);
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
              model.letters(),
              model.card(),
              facts,
              history.training().isEmpty() ? null : curves,
              command));
    }
  }

  @Override
  public void close() {
    tensorBoard.close();
  }
}
