package org.signcam.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.signcam.camera.CameraOptions;
import org.signcam.inference.OpenModel;
import org.signcam.model.ModelStore;
import org.signcam.ui.MainWindow;
import org.signcam.ui.WindowOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code live}: the recognizer, in its window or headless. */
@Command(name = "live", description = "Reads letters from a camera or a file, live.")
public final class LiveCommand implements Callable<Integer> {
  private final ModelOpener opener;

  @Spec CommandSpec spec;
  @Mixin ModelOptions modelOptions;

  @Mixin SourceOptions source;

  @Option(names = "--headless", description = "No window: readings on stdout.")
  boolean headless;

  @Option(names = "--json", description = "Headless: a line of JSON a frame, then a summary.")
  boolean json;

  @Option(
      names = "--realtime",
      description = "Headless: play a file like a camera instead of reading every frame.")
  boolean realtime;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Headless: stop after so long; a file that is not played, after so much of it.")
  Double seconds;

  /** Uses models from there. */
  public LiveCommand(ModelOpener opener) {
    this.opener = opener;
  }

  @Override
  public Integer call() {
    CameraOptions options = source.cameraOptions(realtime);
    if (headless) {
      if (seconds != null && !(seconds > 0)) {
        throw new ParameterException(
            spec.commandLine(), "--seconds must be more than 0, not " + seconds + ".");
      }
      try (OpenModel model = modelOptions.open(opener)) {
        return new HeadlessLive(
                model.classifier(),
                source.cameraOrFirst(),
                options,
                source.region,
                seconds,
                json,
                spec.commandLine().getOut(),
                spec.commandLine().getErr())
            .run();
      }
    }
    if (json || realtime || seconds != null) {
      throw new ParameterException(
          spec.commandLine(), "--json, --realtime and --seconds go with --headless.");
    }
    Path model = modelOptions.model == null ? null : ModelStore.find(modelOptions.model);
    MainWindow.open(
        new WindowOptions(source.camera, model, modelOptions.device, source.region, options)
            .withEngine(modelOptions.engine));
    return 0;
  }
}
