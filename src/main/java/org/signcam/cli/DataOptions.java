package org.signcam.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.signcam.base.UserException;
import org.signcam.model.BackboneStore;
import org.signcam.model.Devices;
import org.signcam.model.GestureModel;
import org.signcam.model.ModelCard;
import org.signcam.model.ModelStore;
import org.signcam.samples.Sample;
import org.signcam.samples.Split;
import org.signcam.train.Calibration;
import org.signcam.train.Progress;
import org.signcam.train.Recipe;
import org.signcam.train.Training;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every training is given beside its recipe and its split. */
final class DataOptions {
  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  @Option(
      names = "--samples",
      arity = "1..*",
      paramLabel = "DIR",
      description = "Folders of pictures: SIGNER/LETTER/*.jpg and the like.")
  List<Path> samples;

  @Option(
      names = "--labels",
      description =
          "The letters to read, as A-I or A,B,C; others found become 'no sign'. Default: every folder found.")
  String labels;

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description =
          "Weights to start from: torchvision's names in safetensors (.gz too), or a signcam model; none starts fresh. Default: the shipped model of the same network, else what models fetch or import has brought of it (that first where the backbone stays frozen, but for the recipe head), else none.")
  Path weights;

  @Option(
      names = "--landmarks",
      arity = "1..*",
      paramLabel = "CSV",
      description =
          "Where the 21 points of the hands in the pictures lie; the pose head learns it.")
  List<Path> landmarks = List.of();

  @Option(
      names = "--hands",
      arity = "1..*",
      paramLabel = "DIR",
      description =
          "Folders of more pictures of hands, for their --landmarks alone; their labels do not count.")
  List<Path> hands = List.of();

  @Option(
      names = "--teacher",
      paramLabel = "MODEL",
      description = "A larger model of the same labels, to learn from beside the labels.")
  Path teacher;

  @Option(
      names = "--frames",
      paramLabel = "CSV",
      description = "Whole frames with the hand's square: what lies beside it becomes 'nothing'.")
  Path frames;

  @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
  long seed;

  @Option(
      names = "--device",
      defaultValue = "auto",
      converter = ModelOptions.DeviceName.class,
      description = "auto, cpu or gpu. Default: ${DEFAULT-VALUE}.")
  String device;

  @Option(
      names = "--checkpoint-seconds",
      hidden = true,
      defaultValue = "120",
      description = "Between two checkpoints.")
  double checkpointSeconds;

  /**
   * All of it.
   *
   * @param calibration for a training without validation; may be {@code null}
   */
  Training.Settings settings(Recipe chosen, Calibration calibration, Path out) {
    if (teacher != null && chosen.distillation() == 0) {
      throw new ParameterException(
          spec.commandLine(),
          "--teacher teaches nothing, as this recipe's --distillation is 0; give it a share, as 0.7.");
    }
    return new Training.Settings(
        start(chosen),
        landmarks,
        hands,
        frames,
        teacher(),
        calibration,
        out,
        seed,
        checkpointSeconds,
        Devices.choose(device),
        Again.command(spec));
  }

  /** Weights that have seen the signers kept out make their figures too good. */
  void warnOfSeenSigners(Recipe chosen, Split split, Progress progress) {
    warn(start(chosen), split, progress);
    warn(teacher(), split, progress);
  }

  private static void warn(Path before, Split split, Progress progress) {
    List<String> seen = before == null ? List.of() : GestureModel.signersOf(before);
    List<String> both =
        Stream.concat(split.validation().stream(), split.test().stream())
            .map(Sample::signer)
            .distinct()
            .filter(seen::contains)
            .toList();
    if (!both.isEmpty()) {
      progress.say(
          "careful: "
              + before
              + " was itself trained on signers named "
              + both
              + ", so if they are the same people the figures on them will be too good");
    }
  }

  private Path teacher() {
    return teacher == null ? null : ModelStore.find(teacher.toString());
  }

  /** The letters named; empty for every one found. */
  List<String> letters() {
    if (labels == null) {
      return List.of();
    }
    List<String> letters = new ArrayList<>();
    for (String item : labels.split(",", -1)) {
      if (item.isBlank() || (item.matches("[A-Z]-[A-Z]") && item.charAt(0) > item.charAt(2))) {
        throw new ParameterException(
            spec.commandLine(), "--labels are like A-I or A,B,C; found '" + labels + "'.");
      }
      if (item.matches("[A-Z]-[A-Z]")) {
        for (char c = item.charAt(0); c <= item.charAt(2); c++) {
          letters.add(String.valueOf(c));
        }
      } else {
        letters.add(item.strip());
      }
    }
    if (letters.stream().distinct().count() < letters.size()) {
      throw new ParameterException(
          spec.commandLine(), "--labels names a letter twice: '" + labels + "'.");
    }
    return letters;
  }

  /** What to start from, whatever its network; {@code null} for fresh weights. */
  Path startOfAny() {
    if (weights != null) {
      return weights.toString().equals("none") ? null : weights;
    }
    return ModelStore.shipped().stream().findFirst().orElse(null);
  }

  /**
   * What to start from: what is named; else the model that the recipe follows; else, of the same
   * network, a shipped model or weights that were fetched or imported, the latter first where the
   * backbone stays as it is; else nothing.
   */
  Path start(Recipe chosen) {
    Path any = startOfAny();
    String network = chosen.backbone().id();
    if (weights != null || (chosen.follows() && any != null && network.equals(networkOf(any)))) {
      return any;
    }
    Path fetched = BackboneStore.folder().resolve(network + ".safetensors");
    List<Path> found =
        ModelStore.shipped().stream().filter(file -> network.equals(networkOf(file))).toList();
    Stream<Path> wanted =
        chosen.headOnly()
            ? Stream.concat(Stream.of(fetched), found.stream())
            : Stream.concat(found.stream(), Stream.of(fetched));
    return wanted.filter(Files::exists).findFirst().orElse(null);
  }

  private static String networkOf(Path model) {
    try {
      ModelCard card = GestureModel.cardIn(model);
      return card == null ? null : card.backbone();
    } catch (UserException e) {
      return null; // damaged: not to be started from, and models list says so
    }
  }
}
