package org.signcam.cli;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.signcam.inference.OpenModel;
import org.signcam.model.ModelStore;
import org.signcam.record.Burst;
import org.signcam.record.Fault;
import org.signcam.samples.SampleStore;
import org.signcam.ui.MainWindow;
import org.signcam.ui.WindowOptions;
import org.signcam.ui.WindowOptions.RecordWish;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code record}: samples of a signer, in the window or headless. */
@Command(name = "record", description = "Records labelled pictures from a camera or a file.")
public final class RecordCommand implements Callable<Integer> {
  private static final int COUNT = 30;

  private final ModelOpener opener;

  @Spec CommandSpec spec;
  @Mixin SourceOptions source;
  @Mixin ModelOptions modelOptions;

  @Option(names = "--signer", paramLabel = "NAME", description = "Whose hand it is.")
  String signer;

  @Option(
      names = "--letter",
      paramLabel = "A",
      description = "What is signed: a letter, 'nothing' for no sign, or a label of your own.")
  String letter;

  @Option(
      names = "--count",
      paramLabel = "N",
      description =
          "Pictures to keep (headless: 30). 0: until the file ends or Ctrl-C, in the window as long as the key is held.")
  Integer count;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Pictures a second, at most the camera's (default: 15).")
  Double rate;

  @Option(
      names = "--samples",
      paramLabel = "DIR",
      description = "Where the pictures go: DIR/NAME/A/… (default: samples/).")
  Path samples;

  @Option(
      names = "--skip",
      split = ",",
      paramLabel = "FAULT",
      converter = Converters.OfFault.class,
      description =
          "Headless: keep no picture that is blurred, dark, overexposed, a duplicate (of the one before) or, with --model, has no-hand.")
  List<Fault> skip = List.of();

  @Option(names = "--headless", description = "No window: record at once, one burst.")
  boolean headless;

  @Option(names = "--json", description = "Headless: a line of JSON a picture, then a summary.")
  boolean json;

  /** Uses models from there. */
  public RecordCommand(ModelOpener opener) {
    this.opener = opener;
  }

  @Override
  public Integer call() {
    check();
    return headless ? record() : window();
  }

  private void check() {
    if (count != null && count < 0) {
      throw wrong("--count must be 0 or more, not " + count + ".");
    }
    if (rate != null && !(rate > 0 && rate <= Burst.MOST)) {
      throw wrong("--rate must be more than 0 and at most 60 pictures a second, not " + rate + ".");
    }
    if (headless && (signer == null || letter == null)) {
      throw wrong("Headless needs --signer NAME and --letter A.");
    }
    if (!headless && (json || !skip.isEmpty())) {
      throw wrong("--json and --skip go with --headless.");
    }
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }

  private int record() {
    Set<Fault> skipped = EnumSet.noneOf(Fault.class);
    skipped.addAll(skip);
    HeadlessRecord recording =
        new HeadlessRecord(
            source.cameraOrFirst(),
            source.cameraOptions(false),
            source.region,
            json,
            spec.commandLine().getOut(),
            spec.commandLine().getErr());
    String name = SampleStore.signerName(signer);
    String given = SampleStore.labelName(letter);
    String label = given.length() == 1 ? given.toUpperCase(Locale.ROOT) : given;
    try (OpenModel model = modelOptions.model == null ? null : modelOptions.open(opener);
        SampleStore store = SampleStore.open(root())) {
      return recording.run(
          store,
          model == null ? null : model.classifier(),
          name,
          label,
          rate == null ? Burst.RATE : rate,
          count == null ? COUNT : count,
          skipped);
    }
  }

  private Path root() {
    return samples == null ? ModelStore.samples() : samples;
  }

  private int window() {
    Path model = modelOptions.model == null ? null : ModelStore.find(modelOptions.model);
    MainWindow.open(
        new WindowOptions(
            source.camera,
            model,
            modelOptions.device,
            source.region,
            source.cameraOptions(false),
            samples,
            new RecordWish(signer, letter, rate, count),
            modelOptions.engine));
    return 0;
  }
}
