package org.signcam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.opencv.core.Mat;
import org.signcam.base.NaturalOrder;
import org.signcam.base.UserException;
import org.signcam.camera.CameraOptions;
import org.signcam.camera.Cameras;
import org.signcam.camera.FrameSource;
import org.signcam.evaluate.Evaluation;
import org.signcam.image.InputImage;
import org.signcam.image.Pictures;
import org.signcam.image.Region;
import org.signcam.inference.OpenModel;
import org.signcam.model.Prediction;
import org.signcam.samples.Sample;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code predict}: what a model reads in files. Frames of a video are read each for itself. */
@Command(name = "predict", description = "Reads pictures, folders of them, and video files.")
public final class PredictCommand implements Callable<Integer> {
  private final ModelOpener opener;
  private int failures;

  @Spec CommandSpec spec;
  @Mixin ModelOptions modelOptions;

  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description = "Pictures, video files, and folders, which are searched to their bottom.")
  List<Path> paths;

  @Option(
      names = "--region",
      paramLabel = "X,Y,SIDE",
      converter = Converters.OfRegion.class,
      description =
          "The square to look at, in pixels (default: all of a picture, its centred square; of a"
              + " video the centred 60 %% of its height).")
  Region region;

  @Option(names = "--json", description = "A line of JSON a picture or frame.")
  boolean json;

  /** Uses models from there. */
  public PredictCommand(ModelOpener opener) {
    this.opener = opener;
  }

  @Override
  public Integer call() {
    try (OpenModel model = modelOptions.open(opener);
        InputImage input = new InputImage(model.classifier().inputSide())) {
      for (Path path : paths) {
        attempt(() -> files(path).forEach(file -> attempt(() -> read(file, model, input))));
      }
    }
    return failures == 0 ? 0 : 1;
  }

  /** One file that cannot be read does not keep the others from being read. */
  private void attempt(Runnable task) {
    try {
      task.run();
    } catch (UserException e) {
      failures++;
      spec.commandLine().getOut().flush();
      spec.commandLine().getErr().println("signcam: " + e.getMessage());
      spec.commandLine().getErr().flush();
    }
  }

  private static List<Path> files(Path path) {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    Comparator<Path> byName = Comparator.comparing(Path::toString, NaturalOrder.INSTANCE);
    try {
      Path folder = Files.isSymbolicLink(path) ? path.toRealPath() : path; // a walk follows none
      List<Path> files;
      try (Stream<Path> all = Files.walk(folder)) {
        files =
            all.filter(f -> Pictures.isPicture(f) || Pictures.isVideo(f))
                .filter(f -> Files.isRegularFile(f) && !isHidden(folder.relativize(f)))
                .sorted(byName)
                .toList();
      }
      if (files.isEmpty()) {
        throw new UserException(
            "Found no pictures or videos in " + path + "; name a folder or a file that is one.");
      }
      return files;
    } catch (IOException | UncheckedIOException e) {
      throw new UserException("The folder " + path + " cannot be read: " + e.getMessage() + ".", e);
    }
  }

  private static boolean isHidden(Path relative) {
    for (Path name : relative) {
      if (name.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  private void read(Path file, OpenModel model, InputImage input) {
    if (Pictures.isVideo(file) && Files.exists(file)) {
      readVideo(file, model, input);
      return;
    }
    Mat bgr = Pictures.read(file);
    try {
      Region square = region != null ? region : recordedOrMiddle(file, bgr);
      Regions.check(square, bgr.cols(), bgr.rows());
      Prediction prediction = predict(bgr, square, model, input);
      print(file, -1, 0, prediction, model);
    } finally {
      bgr.release();
    }
  }

  private static Region recordedOrMiddle(Path file, Mat bgr) {
    Region recorded = Sample.regionIn(file);
    return recorded == null
        ? Evaluation.centredSquare(bgr.cols(), bgr.rows())
        : recorded.clampTo(bgr.cols(), bgr.rows());
  }

  private void readVideo(Path file, OpenModel model, InputImage input) {
    Mat bgr = new Mat();
    try (FrameSource source = Cameras.open(file.toString(), CameraOptions.defaults())) {
      for (int frame = 0; source.read(bgr); frame++) {
        Region square = region != null ? region : Region.centred(bgr.cols(), bgr.rows());
        Regions.check(square, bgr.cols(), bgr.rows());
        print(file, frame, source.mediaMillis(), predict(bgr, square, model, input), model);
      }
    } finally {
      bgr.release();
    }
  }

  private static Prediction predict(Mat bgr, Region square, OpenModel model, InputImage input) {
    return model.classifier().predict(input.fill(bgr, square));
  }

  /** Prints a line; {@code frame} is −1 for a picture. */
  private void print(Path file, int frame, double millis, Prediction p, OpenModel model) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("file", file.toString());
      if (frame >= 0) {
        line.put("frame", frame);
        line.put("t_ms", Json.rounded(millis));
      }
      line.put("letter", p.letter());
      line.put("confidence", Json.rounded(p.confidence()));
      line.put("probabilities", probabilities(p, model.card().rejecting()));
      out.println(Json.line(line));
    } else {
      String letter = p.letter() == null ? "-" : p.letter();
      String where = frame < 0 ? "" : " frame " + frame;
      out.println(
          String.format(
              Locale.ROOT, "%-2s %5.1f %%  %s%s", letter, 100 * p.confidence(), file, where));
    }
    out.flush();
  }

  /** With the rejecting class under its name, so that they add up to 1. */
  private static Map<String, Double> probabilities(Prediction p, String rejecting) {
    Map<String, Double> byLabel = new LinkedHashMap<>();
    for (int i = 0; i < p.probabilities().length; i++) {
      String label = i < p.letters().size() ? p.letters().get(i) : rejecting;
      byLabel.put(label, Json.rounded(p.probabilities()[i]));
    }
    return byLabel;
  }
}
