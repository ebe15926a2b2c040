package org.signcam.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.signcam.base.Folders;
import org.signcam.base.Hostile;
import org.signcam.image.Pictures;
import org.signcam.model.GestureModel;
import org.signcam.net.Safetensors;
import org.signcam.net.Safetensors.Content;
import org.signcam.net.Safetensors.Tensor;
import org.signcam.net.TorchFile;
import org.signcam.samples.Sample;
import org.signcam.samples.SampleImport;
import org.signcam.samples.SampleStore;

/** What reads files that others may have made. */
enum Reader {
  SAFETENSORS("x.safetensors") {
    @Override
    void read(Path file) {
      Content content = Safetensors.read(file);
      content.tensors().values().forEach(Tensor::floats);
    }
  },

  TORCH("x.pth") {
    @Override
    void read(Path file) {
      TorchFile.read(file).values().forEach(Tensor::floats);
    }
  },

  /** What a model says of itself. */
  CARD("x.json") {
    @Override
    void read(Path file) {
      String json = new String(bytes(file), StandardCharsets.UTF_8);
      GestureModel.card(new Content(Map.of(), Map.of("signcam", json)), file);
    }
  },

  /** The index of a recording. */
  SESSION("session-20261122T143001.jsonl") {
    @Override
    void read(Path file) {
      Sample.regionIn(file.resolveSibling("A").resolve("20261122T143001-b001-0001.jpg"));
    }
  },

  PICTURE("x.jpg") {
    @Override
    void read(Path file) {
      Pictures.read(file).release();
      Pictures.readReduced(file, null, 16).bgr().release();
    }
  },

  /** Samples to be copied into a store that has none. */
  ZIP("x.zip") {
    @Override
    void read(Path file) {
      Path root = file.resolveSibling("store");
      List<Path> before = beside(file);
      try (SampleStore store = SampleStore.open(root);
          SampleImport found = SampleImport.look(store, List.of(file), null, done -> {})) {
        if (found.namesNobody()) {
          found.setUnknown("ann");
        }
        int wanted = found.size();
        int copied = found.run(done -> {});
        if (copied != wanted || store.set().size() != copied) {
          throw new IllegalStateException(
              "Of %d pictures %d were copied and %d are there"
                  .formatted(wanted, copied, store.set().size()));
        }
      } finally {
        Folders.delete(root);
      }
      if (!beside(file).equals(before)) {
        throw new IllegalStateException("It wrote beside the store");
      }
    }
  };

  /** Where the inputs are put, one after another. */
  private static final Path FOLDER = folder();

  private final String name;

  Reader(String name) {
    this.name = name;
  }

  abstract void read(Path file);

  /**
   * Reads these bytes, or refuses them in a sentence and with little memory; else this fails.
   *
   * @param slack bytes that it may allocate besides a multiple of the input
   */
  final void feed(byte[] bytes, long slack) {
    Path file = FOLDER.resolve(name);
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Hostile.refusal(name(), slack + 64L * bytes.length, () -> read(file));
  }

  private static Path folder() {
    try {
      Path folder = Files.createTempDirectory("signcam");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> Folders.delete(folder)));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> beside(Path file) {
    try (Stream<Path> files = Files.list(file.getParent())) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
