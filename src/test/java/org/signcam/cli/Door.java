package org.signcam.cli;

import ai.djl.Device;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.signcam.Signcam;
import org.signcam.evaluate.FakeClassifier;
import org.signcam.inference.OpenModel;
import org.signcam.model.GestureModel;
import org.signcam.model.ModelCard;
import org.signcam.model.Network;
import picocli.CommandLine;

/** Runs command lines with a stand-in for the model and keeps what they print. */
final class Door {
  final FakeClassifier model = new FakeClassifier();

  /** What becomes of the files and folders that a command line names: to put them on a disk. */
  UnaryOperator<Path> places = UnaryOperator.identity();

  String out = "";
  String err = "";

  int run(Object... args) {
    return run(
        (name, device, engine) -> new OpenModel(Path.of("fake"), card(), model, "CPU"), args);
  }

  int run(ModelOpener opener, Object... args) {
    StringWriter outText = new StringWriter();
    StringWriter errText = new StringWriter();
    String[] words = Arrays.stream(args).map(Object::toString).toArray(String[]::new);
    PrintWriter errors = new PrintWriter(errText);
    CommandLine commands = Signcam.commandLine(opener);
    commands.registerConverter(Path.class, word -> places.apply(Path.of(word)));
    int code = Signcam.run(commands, new PrintWriter(outText), errors, words);
    errors.flush();
    out = outText.toString();
    err = errText.toString();
    return code;
  }

  List<JsonObject> json() {
    return out.lines().map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
  }

  static ModelCard card() {
    float[] three = {0.5f, 0.5f, 0.5f};
    return new ModelCard(
        1,
        List.of("A", "B", "nothing"),
        List.of("A", "B"),
        "nothing",
        "resnet18",
        "layer4",
        "linear",
        true,
        8,
        three,
        three,
        "RGB",
        1,
        0.5,
        null,
        Map.of());
  }

  /** Writes a model for these labels that has learnt nothing. */
  static Path model(Path file) {
    ModelCard card = card();
    ModelCard small =
        new ModelCard(
            card.format(),
            card.labels(),
            card.letters(),
            card.rejecting(),
            "lab-cnn:5,8,8",
            "block3",
            "linear",
            true,
            32,
            card.mean(),
            card.std(),
            card.colourOrder(),
            1,
            0.5,
            null,
            Map.of());
    try (Network network = new Network(small, 0, Device.cpu())) {
      GestureModel.save(file, small, network.weights());
    }
    return file;
  }
}
