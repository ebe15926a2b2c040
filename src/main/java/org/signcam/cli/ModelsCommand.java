package org.signcam.cli;

import ai.djl.Device;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.signcam.base.UserException;
import org.signcam.model.BackboneStore;
import org.signcam.model.GestureModel;
import org.signcam.model.ModelCard;
import org.signcam.model.ModelStore;
import org.signcam.net.BackboneWeights;
import org.signcam.samples.SampleSet;
import org.signcam.train.ReplaySet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code models}: which there are, what each says of itself, and weights to start others from. */
@Command(
    name = "models",
    description = "Lists models, shows their cards, gets weights to start a training from.",
    subcommands = {ModelsExportCommand.class, ModelsQuantizeCommand.class})
public final class ModelsCommand implements Runnable {
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "What about the models? Expected list, show, default, rename, export, import, delete, fetch, quantize or replay.");
  }

  @Command(name = "list", description = "The models in the models folder.")
  void list(@Option(names = "--json", description = "A line of JSON a model.") boolean json) {
    PrintWriter out = spec.commandLine().getOut();
    List<Path> files = ModelStore.list();
    if (files.isEmpty()) {
      spec.commandLine()
          .getErr()
          .println("There are no models in " + ModelStore.folder() + "; train makes one.");
    }
    Table table =
        new Table().row("NAME", "DEFAULT", "READS", "REJECTS", "NETWORK", "INPUT", "SIZE");
    List<String> broken = new ArrayList<>();
    if (!ModelStore.lostDefault().isEmpty()) {
      broken.add(ModelStore.lostDefault());
    }
    Path standard = ModelStore.defaultModel();
    for (Path file : files) {
      try {
        ModelCard card = GestureModel.card(file);
        if (json) {
          out.println(Json.line(summary(file, card)));
        }
        table.row(
            name(file),
            file.equals(standard) ? "yes" : "",
            String.join(" ", card.letters()),
            card.rejecting() == null ? "-" : card.rejecting(),
            card.backbone() + " to " + card.cut() + " + " + card.head(),
            card.inputSide() + " px",
            String.format(Locale.ROOT, "%.1f MB", bytes(file) / 1e6));
      } catch (UserException e) {
        broken.add(e.getMessage());
      }
    }
    if (!json && !files.isEmpty()) {
      out.print(table);
    }
    out.flush();
    broken.forEach(sentence -> spec.commandLine().getErr().println("signcam: " + sentence));
  }

  @Command(name = "show", description = "All that a model says of itself.")
  void show(
      @Parameters(
              paramLabel = "MODEL",
              arity = "0..1",
              description = "A name or a file (default: the default model).")
          String model,
      @Option(names = "--json", description = "One line of JSON.") boolean json) {
    Path file = model == null ? ModelStore.defaultModel() : ModelStore.find(model);
    JsonObject card = Json.tree(GestureModel.card(file)).getAsJsonObject();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      JsonObject whole = new JsonObject();
      whole.addProperty("file", file.toString());
      whole.addProperty("bytes", bytes(file));
      whole.add("card", card);
      out.println(Json.line(whole));
    } else {
      out.println(file + String.format(Locale.ROOT, " (%.1f MB)", bytes(file) / 1e6));
      print(out, card, "  ");
    }
    out.flush();
  }

  @Command(
      name = "fetch",
      description = {
        "Downloads ImageNet weights to start a training from, into models/backbones.",
        "This is the only command that downloads anything."
      })
  void fetch(
      @Parameters(
              paramLabel = "NAME",
              description = {
                "resnet18, resnet34, resnet50 or alexnet: torchvision's (download.pytorch.org).",
                "resnet18_embedding: the one of DJL's model zoo."
              })
          String name,
      @Option(names = "--from", hidden = true, paramLabel = "URI", description = "A mirror.")
          URI from) {
    if (!BackboneStore.names().contains(name)) {
      throw new ParameterException(
          spec.commandLine(),
          "There are no weights '"
              + name
              + "' to fetch; there are: "
              + String.join(", ", BackboneStore.names())
              + ".");
    }
    PrintWriter err = spec.commandLine().getErr();
    err.println("fetching " + name + " into " + BackboneStore.folder());
    err.flush();
    try (DownloadBar bar = new DownloadBar(name)) {
      say(BackboneStore.fetch(name, from, bar::at));
    }
  }

  @Command(
      name = "import",
      description = {
        "Copies a signcam model into the models folder; of PyTorch's or safetensors files makes weights"
            + " to start a training from."
      })
  void importFile(
      @Parameters(
              paramLabel = "FILE",
              description =
                  "torchvision's .pth (a saved state_dict; nothing in it is executed) or .safetensors.")
          Path file,
      @Option(
              names = "--out",
              paramLabel = "FILE",
              description = "Where to (default: the same name in models/backbones).")
          Path out) {
    if (out == null
        && file.toString().endsWith(".safetensors")
        && GestureModel.cardIn(file) != null) {
      say(ModelStore.importModel(file));
      return;
    }
    say(BackboneStore.importFile(file, out));
  }

  @Command(
      name = "replay",
      description = {
        "Makes the replay vectors that go with a model: what its head saw in pictures of many people,"
            + " without the pictures.",
        "Whoever adapts the model trains on them too, so that these people are not forgotten."
      })
  void replay(
      @Parameters(paramLabel = "MODEL", description = "A name or a file.") Path model,
      @Option(
              names = "--samples",
              required = true,
              arity = "1..*",
              paramLabel = "DIR",
              description = "The pictures it was trained on, and others.")
          List<Path> samples,
      @Option(
              names = "--each",
              defaultValue = "8",
              description = "Of a signer's label at most. Default: ${DEFAULT-VALUE}.")
          int each) {
    if (each < 1) {
      throw new ParameterException(
          spec.commandLine(), "--each must be at least 1, not " + each + ".");
    }
    Path file = ModelStore.find(model);
    AtomicBoolean stopping = new AtomicBoolean();
    try (TrainingProgress progress = new TrainingProgress(spec.commandLine().getErr())) {
      SampleSet set = SampleSet.read(samples);
      Path made =
          ExitHook.run(
              () -> ReplaySet.make(file, set, each, Device.cpu(), stopping::get, progress),
              () -> stopping.set(true));
      PrintWriter out = spec.commandLine().getOut();
      out.printf(Locale.ROOT, "%s: %.1f MB%n", made, bytes(made) / 1e6);
      out.flush();
    } catch (CancellationException e) {
      throw new UserException("It was stopped; no replay vectors were written.", e);
    }
  }

  @Command(name = "default", description = "Makes a model the one that is used when none is named.")
  void setDefault(
      @Parameters(
              paramLabel = "NAME",
              arity = "0..1",
              description = "Of a model in the models folder; without, says which it is.")
          String name) {
    Path file = name == null ? ModelStore.defaultModel() : ModelStore.find(name);
    if (name != null) {
      ModelStore.setDefault(file);
    }
    say(file);
  }

  @Command(name = "rename", description = "Gives a model of the models folder another name.")
  void rename(
      @Parameters(paramLabel = "NAME", description = "Its name.") String name,
      @Parameters(paramLabel = "NEW", description = "Its new name.") String next) {
    say(ModelStore.rename(ModelStore.find(name), next));
  }

  @Command(name = "delete", description = "Deletes a model of the models folder for good.")
  void delete(@Parameters(paramLabel = "NAME", description = "Its name.") String name) {
    Path file = ModelStore.find(name);
    ModelStore.delete(file);
    say(file);
  }

  private void say(Path file) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(file);
    out.flush();
  }

  private void say(BackboneStore.Imported imported) {
    BackboneWeights weights = imported.weights();
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%s: %s to %s, %d tensors (%d others left out)%n",
        imported.file(),
        weights.backbone().id(),
        weights.cut(),
        weights.tensors().size(),
        weights.dropped());
    out.flush();
    PrintWriter err = spec.commandLine().getErr();
    if (weights.inOrder()) {
      err.println(
          "careful: its names are not torchvision's; its tensors were taken in their order");
    }
    err.printf(
        "train on from it with: train --recipe %s --weights %s%n",
        weights.backbone().id(), imported.file());
    err.flush();
  }

  private static void print(PrintWriter out, JsonObject object, String indent) {
    for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
      JsonElement value = entry.getValue();
      if (value.isJsonObject()) {
        out.println(indent + entry.getKey() + ":");
        print(out, value.getAsJsonObject(), indent + "  ");
      } else {
        String text = value.isJsonPrimitive() ? value.getAsString() : Json.line(value);
        out.println(indent + entry.getKey() + ": " + text);
      }
    }
  }

  private static Map<String, Object> summary(Path file, ModelCard card) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("name", name(file));
    line.put("file", file.toString());
    line.put("bytes", bytes(file));
    line.put("default", file.equals(ModelStore.defaultModel()));
    line.put("letters", card.letters());
    line.put("rejecting", card.rejecting());
    line.put("backbone", card.backbone());
    line.put("cut", card.cut());
    line.put("head", card.head());
    line.put("input_side", card.inputSide());
    return line;
  }

  private static String name(Path file) {
    return file.getFileName().toString().replaceFirst("\\.safetensors$", "");
  }

  private static long bytes(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UserException("The model " + file + " cannot be read: " + e.getMessage() + ".", e);
    }
  }
}
