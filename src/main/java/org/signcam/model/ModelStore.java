package org.signcam.model;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.signcam.base.AtomicFiles;
import org.signcam.base.UserException;

/** Where the models lie: {@code models/NAME.safetensors} in the program's own folder. */
public final class ModelStore {
  /** The model used when none is named. */
  public static final String DEFAULT = "asl-a-i";

  private static final String SUFFIX = ".safetensors";
  private static final String REPLAY = ".replay.safetensors";
  private static final String PREVIOUS = ".previous" + SUFFIX;

  private ModelStore() {}

  /**
   * The program's folder: the system property {@code signcam.home}, which the start scripts set,
   * else where the program's jar lies, else the current one.
   */
  public static Path home() {
    String home = System.getProperty("signcam.home");
    if (home != null) {
      return Path.of(home);
    }
    try {
      Path jar =
          Path.of(ModelStore.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return Files.isRegularFile(jar) ? jar.getParent() : Path.of("");
    } catch (URISyntaxException e) {
      return Path.of("");
    }
  }

  /** The folder of the models. */
  public static Path folder() {
    return home().resolve("models");
  }

  /** The default model's file, whether it is there or not. */
  public static Path defaultModel() {
    return folder().resolve(DEFAULT + SUFFIX);
  }

  /** All model files, by name; kept previous versions and replay vectors are left out. */
  public static List<Path> list() {
    if (!Files.isDirectory(folder())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder())) {
      return files
          .filter(f -> name(f).endsWith(SUFFIX))
          .filter(f -> !name(f).endsWith(PREVIOUS) && !name(f).endsWith(REPLAY))
          .filter(f -> !name(f).startsWith("."))
          .sorted()
          .collect(Collectors.toList());
    } catch (IOException e) {
      throw new UserException(
          "Cannot list the models in " + folder() + ": " + AtomicFiles.reason(e) + ".", e);
    }
  }

  /** Where the replay vectors of a model lie: {@code NAME.replay.safetensors} beside it. */
  public static Path replay(Path model) {
    String stem = name(model).replaceFirst("\\.safetensors$", "");
    return model.resolveSibling(stem + REPLAY);
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  /**
   * Finds a model by its file or by its bare name.
   *
   * @throws UserException when there is neither, naming those there are
   */
  public static Path find(String nameOrFile) {
    Path file = Path.of(nameOrFile);
    if (Files.exists(file)) {
      return file;
    }
    Path named = folder().resolve(nameOrFile + SUFFIX);
    if (file.getNameCount() == 1 && Files.exists(named)) {
      return named;
    }
    String there =
        list().stream().map(f -> name(f).replace(SUFFIX, "")).collect(Collectors.joining(", "));
    throw new UserException(
        "There is no model "
            + nameOrFile
            + "; give a .safetensors file or one of: "
            + (there.isEmpty() ? "(none in " + folder() + ")" : there)
            + ".");
  }

  /** Where the version that a new one replaces is kept. */
  static Path previous(Path file) {
    String name = name(file);
    String stem = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
    return file.resolveSibling(stem + PREVIOUS);
  }

  /**
   * Keeps what lies at {@code file}, if anything, as {@code NAME.previous.safetensors}.
   *
   * @throws UserException when it cannot; then nothing is changed
   */
  static void keepPrevious(Path file) {
    if (!Files.isRegularFile(file)) {
      return;
    }
    Path previous = previous(file);
    try {
      // A copy, not a move: at every moment there is a whole model under the file's own name.
      Path copy = AtomicFiles.beside(file.toAbsolutePath());
      try {
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        Files.move(copy, previous, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(copy);
      }
    } catch (IOException e) {
      throw new UserException(
          "Cannot keep the old file as "
              + previous
              + " ("
              + AtomicFiles.reason(e)
              + "); nothing was changed. Free some space or write to another file.",
          e);
    }
  }
}
