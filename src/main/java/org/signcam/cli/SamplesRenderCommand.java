package org.signcam.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.signcam.base.Plural;
import org.signcam.hand.Handshapes;
import org.signcam.hand.Tone;
import org.signcam.samples.RenderedSamples;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code samples render}: signers that nobody had to photograph. */
@Command(
    name = "render",
    description = {
      "Draws signers, every one with a hand, a room, a lamp, a camera and habits of their own, and"
          + " writes their pictures as SIGNER/LETTER/*.jpg with the hands' points, for train"
          + " --landmarks. What was cut off goes on with the same command."
    })
final class SamplesRenderCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "FOLDER", description = "A new folder.")
  Path folder;

  @Option(
      names = "--signers",
      paramLabel = "N",
      description = "How many people. Default: ${DEFAULT-VALUE}.")
  int signers = 100;

  @Option(
      names = "--each",
      paramLabel = "N",
      description = "Pictures of each letter by each of them. Default: ${DEFAULT-VALUE}.")
  int each = 2;

  @Option(
      names = "--nothing",
      paramLabel = "N",
      description =
          "Pictures of each room without a letter, some with a hand at rest. Default: ${DEFAULT-VALUE}.")
  int nothing = 8;

  @Option(
      names = "--letters",
      split = ",",
      paramLabel = "A,B,…",
      description = "Which. Default: all still letters, A to Y.")
  List<String> letters = Handshapes.letters();

  @Option(
      names = "--tones",
      split = ",",
      paramLabel = "TONE",
      description = "Skin, as ${COMPLETION-CANDIDATES}. Default: all.")
  List<Tone> tones = List.of(Tone.values());

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Another number, other people. Default: ${DEFAULT-VALUE}.")
  long seed = 1;

  @Override
  public Integer call() {
    if (signers < 1 || each < 0 || nothing < 0 || each + nothing == 0) {
      throw new ParameterException(
          spec.commandLine(),
          "There is nothing to draw: --signers from 1, --each and --nothing from 0 on.");
    }
    RenderedSamples.Settings settings =
        new RenderedSamples.Settings(
            signers,
            letters.stream().map(letter -> letter.toUpperCase(Locale.ROOT)).toList(),
            each,
            nothing,
            tones,
            seed);
    try (Progress progress = new Progress("drawing", settings.size())) {
      RenderedSamples.draw(folder, settings, progress::stepTo);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%s: %s of %s; %s says where the hands' points are.%n",
        folder,
        Plural.of(settings.size(), "picture"),
        Plural.of(signers, "drawn signer"),
        RenderedSamples.LANDMARKS);
    out.flush();
    return 0;
  }
}
