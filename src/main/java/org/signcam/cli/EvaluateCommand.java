package org.signcam.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.signcam.base.UserException;
import org.signcam.evaluate.ConfusionTable;
import org.signcam.evaluate.Evaluation;
import org.signcam.evaluate.Figures;
import org.signcam.evaluate.HtmlReport;
import org.signcam.evaluate.Metrics;
import org.signcam.evaluate.Outcome;
import org.signcam.evaluate.Perturbation;
import org.signcam.evaluate.ProgressListener;
import org.signcam.evaluate.Report;
import org.signcam.evaluate.Share;
import org.signcam.inference.OpenModel;
import org.signcam.model.Classifier;
import org.signcam.samples.Frames;
import org.signcam.samples.SampleSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code evaluate}: how well a model reads sample folders. */
@Command(name = "evaluate", description = "Measures a model on sample folders.")
public final class EvaluateCommand implements Callable<Integer> {
  private final ModelOpener opener;

  @Spec CommandSpec spec;
  @Mixin ModelOptions modelOptions;

  @Option(
      names = "--samples",
      paramLabel = "DIR",
      arity = "1..*",
      description = "Sample folders: SIGNER/LETTER/*.jpg and its like.")
  List<Path> folders;

  @Option(
      names = "--frames",
      paramLabel = "CSV",
      description = "Instead: whole frames with the hand's square, of which the model sees that.")
  Path frames;

  @Option(
      names = "--part",
      paramLabel = "PART",
      description = "Only the pictures of that part, as train or test, where parts are given.")
  String part;

  @Option(names = "--json", description = "One line of JSON instead of tables.")
  boolean json;

  @Option(
      names = "--perturb",
      paramLabel = "WHAT",
      defaultValue = "none",
      converter = Converters.OfPerturbation.class,
      description =
          "Under a disturbance: flip, light:1.5, tilt:15, shift:0.2, down:0.2, size:1.25 or"
              + " jpeg:40.")
  Perturbation perturbation;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Also writes a report there: report.html, figures.json, outcomes.csv.")
  Path report;

  /** Uses models from there. */
  public EvaluateCommand(ModelOpener opener) {
    this.opener = opener;
  }

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    if ((folders == null) == (frames == null)) {
      throw new ParameterException(
          spec.commandLine(), "evaluate needs either --samples DIR or --frames CSV.");
    }
    if (frames != null && report != null) {
      throw new ParameterException(
          spec.commandLine(), "--report shows pictures of --samples; leave it out with --frames.");
    }
    Frames whole = frames == null ? null : Frames.read(frames);
    SampleSet samples = part(whole == null ? SampleSet.read(folders) : whole.set());
    err.println(samples.layout());
    try (OpenModel model = modelOptions.open(opener)) {
      err.println("Measuring " + model.file() + " on " + model.device());
      err.flush();
      List<UserException> unreadable = new ArrayList<>();
      List<Outcome> outcomes = measure(model, samples, whole, unreadable);
      Figures figures = Metrics.of(outcomes, model.classifier().letters());
      PrintWriter out = spec.commandLine().getOut();
      out.print(json ? Json.line(figures) + "\n" : tables(figures));
      out.flush();
      if (report != null) {
        Report.write(report, figures, page(model, samples, outcomes));
        err.println("Report: " + report.resolve(Report.PAGE));
      }
      return unreadable.isEmpty() ? 0 : complain(err, unreadable, samples.size());
    }
  }

  private SampleSet part(SampleSet all) {
    SampleSet some = part == null ? all : all.filter(s -> part.equals(s.part()));
    if (some.size() == 0) {
      throw new UserException(
          part == null
              ? frames + " lists no frame."
              : "There is no picture of part '" + part + "'; leave --part out.");
    }
    return some;
  }

  private List<Outcome> measure(
      OpenModel model, SampleSet samples, Frames whole, List<UserException> unreadable) {
    try (Progress progress = new Progress("evaluate", samples.size())) {
      ProgressListener listener =
          new ProgressListener() {
            @Override
            public void progress(int done, int total) {
              progress.stepTo(done);
            }

            @Override
            public void unreadable(Path file, UserException why) {
              unreadable.add(why);
            }
          };
      Classifier classifier = model.classifier();
      return whole == null
          ? Evaluation.outcomes(classifier, samples, perturbation, listener)
          : Evaluation.outcomes(classifier, samples, whole, perturbation, listener);
    }
  }

  private HtmlReport.Content page(OpenModel model, SampleSet samples, List<Outcome> outcomes) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("samples", samples.layout());
    facts.put("digest of the data", samples.digest());
    facts.put("disturbance", perturbation + " (the pictures here are shown without)");
    if (perturbation.equals(Perturbation.NONE)) {
      facts.put("disturbance", "none");
    }
    facts.put("device", model.device());
    return new HtmlReport.Content(
        "Evaluation of " + model.file(),
        outcomes,
        model.classifier().letters(),
        model.card(),
        facts,
        null,
        Again.command(spec));
  }

  // After the bar, which would be torn by lines in between.
  private static int complain(PrintWriter err, List<UserException> unreadable, int of) {
    unreadable.forEach(e -> err.println("signcam: " + e.getMessage()));
    err.println(
        "signcam: %d of %d pictures could not be read and are left out of the figures."
            .formatted(unreadable.size(), of));
    err.flush();
    return 1;
  }

  private static String tables(Figures f) {
    Table table =
        new Table()
            .row("pictures", Integer.toString(f.samples()))
            .row("accuracy", percent(f.accuracy()))
            .row("mean signer accuracy", percent(f.meanSignerAccuracy()))
            .row("worst signer accuracy", percent(f.worstSignerAccuracy()))
            .row("macro F1", percent(f.macroF1()))
            .row("calibration error (ECE)", percent(f.ece()))
            .row("coverage", percent(f.coverage()))
            .row("accuracy when answered", percent(f.accuracyWhenAnswered()))
            .row("accuracy of the surest 90 %", percent(f.accuracyAt90()))
            .row("false accepts, nothing", percent(f.falseAcceptNothing()))
            .row("false accepts, other", percent(f.falseAcceptOther()));
    Table signers = new Table().row("signer", "accuracy");
    f.accuracyBySigner().forEach((signer, accuracy) -> signers.row(signer, percent(accuracy)));
    return table + "\n" + signers + "\n" + ConfusionTable.of(f);
  }

  private static String percent(Double share) {
    return share == null ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private static String percent(Share s) {
    return s == null
        ? "-"
        : String.format(
            Locale.ROOT,
            "%.1f %% (%d of %d; 95 %% interval %.1f to %.1f %%)",
            100 * s.share(),
            s.count(),
            s.of(),
            100 * s.interval().get(0),
            100 * s.interval().get(1));
  }
}
