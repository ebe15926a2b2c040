package org.signcam.model;

import ai.djl.Device;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.signcam.base.AtomicFiles;
import org.signcam.base.AtomicFiles.Content;
import org.signcam.base.Folders;
import org.signcam.base.UserException;

/** Where the models lie: {@code models/NAME.safetensors} in the program's own folder. */
public final class ModelStore {
  /** The model that ships, and is used when none is named and no other was chosen. */
  public static final String DEFAULT = "asl-a-i";

  private static final List<String> SHIPPED = List.of(DEFAULT, "asl-a-i-alexnet", "asl-static");

  /** The file among the settings that names another default. */
  private static final String CHOICE = "default-model";

  private static final Pattern NAME =
      Pattern.compile("(?!.*\\.(?:replay|previous)$)[\\p{L}\\p{N}_-][\\p{L}\\p{N} ._-]{0,99}");

  /** Of a name that is made up, so that a number has room behind it. */
  private static final int LONGEST = 80;

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

  /** The folder of the samples that are recorded, beside that of the models. */
  public static Path samples() {
    return home().resolve("samples");
  }

  /** The models that ship, those that are there. */
  public static List<Path> shipped() {
    return SHIPPED.stream()
        .map(name -> folder().resolve(name + SUFFIX))
        .filter(Files::isRegularFile)
        .toList();
  }

  /** Whether a model has the name of one that ships. */
  public static boolean ships(Path model) {
    return SHIPPED.contains(stem(model));
  }

  /** The folder of the models. */
  public static Path folder() {
    return home().resolve("models");
  }

  /** The default model's file: the one chosen, if it is there, else the one that ships. */
  public static Path defaultModel() {
    Path chosen = chosen();
    return chosen != null && Files.isRegularFile(chosen)
        ? chosen
        : folder().resolve(DEFAULT + SUFFIX);
  }

  /**
   * Whether the default that was chosen is gone.
   *
   * @return a sentence for the user; empty where all is well
   */
  public static String lostDefault() {
    Path chosen = chosen();
    return chosen == null || Files.isRegularFile(chosen)
        ? ""
        : "The default model %s is not there any more, so %s is used; choose another default."
            .formatted(chosen, DEFAULT);
  }

  /** What was chosen as the default; {@code null} for nothing, or nothing that can be read. */
  private static Path chosen() {
    try {
      return file(Files.readString(Folders.config().resolve(CHOICE)).strip());
    } catch (IOException | UserException e) {
      return null;
    }
  }

  /**
   * Makes a model of the models folder the default.
   *
   * @throws UserException when it is none of them, or the choice cannot be written
   */
  public static void setDefault(Path model) {
    checkListed(model);
    byte[] choice = stem(model).getBytes(StandardCharsets.UTF_8);
    AtomicFiles.write(Folders.config().resolve(CHOICE), choice);
  }

  /**
   * Copies a model into the models folder, under its own name or, where that is taken, with a
   * number behind it.
   *
   * @return the copy
   * @throws UserException when it is no model that can be used, or cannot be copied
   */
  public static Path importModel(Path model) {
    GestureModel.load(model, Device.cpu()).close();
    Path free = free(stem(model));
    copy(model, free, AtomicFiles::write);
    return free;
  }

  /**
   * Copies a model, and its replay vectors if it has some, to another place.
   *
   * @param to a file that is not there yet
   * @throws UserException when it is there, or cannot be written
   */
  public static void export(Path model, Path to) {
    for (Path file : List.of(to, replay(to))) {
      if (Files.exists(file)) {
        throw new UserException(file + " is there already; name another file.");
      }
    }
    copy(model, to, AtomicFiles::export);
  }

  /**
   * Gives a model another name, and its replay vectors and previous version with it.
   *
   * @return its new file
   * @throws UserException when the name is taken or no name for a file, or it is one that ships
   */
  public static Path rename(Path model, String name) {
    Path to = file(name);
    checkListed(model);
    if (ships(model)) {
      throw new UserException("A model that ships keeps its name; export a copy instead.");
    }
    if (isTaken(to)) {
      throw new UserException(
          "There is a model " + name + " already, or something of it; choose another name.");
    }
    boolean chosen = defaultModel().equals(model);
    try {
      AtomicFiles.move(model, to);
      for (UnaryOperator<Path> beside :
          List.<UnaryOperator<Path>>of(ModelStore::replay, ModelStore::previous)) {
        if (Files.isRegularFile(beside.apply(model))) {
          AtomicFiles.move(beside.apply(model), beside.apply(to));
        }
      }
    } catch (IOException e) {
      throw new UserException(
          "Cannot rename %s (%s); check the folder's permissions."
              .formatted(model, AtomicFiles.reason(e)),
          e);
    }
    if (chosen) {
      setDefault(to);
    }
    return to;
  }

  /**
   * Deletes a model for good, and its replay vectors and previous version with it.
   *
   * @throws UserException when it is not in the models folder, is the default or one that ships, or
   *     cannot be deleted
   */
  public static void delete(Path model) {
    checkListed(model);
    if (ships(model)) {
      throw new UserException("A model that ships stays.");
    }
    if (model.equals(defaultModel())) {
      throw new UserException(
          stem(model) + " is the default; make another the default before you delete it.");
    }
    try {
      // The model first: without it nothing else is of use.
      for (Path file : List.of(model, replay(model), previous(model))) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UserException(
          "Cannot delete %s (%s); check the folder's permissions."
              .formatted(model, AtomicFiles.reason(e)),
          e);
    }
  }

  /**
   * Where a new model of that name may lie: what no model's name can hold becomes a dash, and where
   * the name is taken it gets a number behind it.
   */
  public static Path free(String name) {
    String safe = name.replaceAll("[^\\p{L}\\p{N} ._-]", "-").replaceFirst("^[ .]+", "");
    String cut = safe.substring(0, Math.min(safe.length(), LONGEST)).strip();
    String base = NAME.matcher(cut).matches() ? cut : "model";
    Path free = file(base);
    for (int i = 2; isTaken(free); i++) {
      free = file(base + "-" + i);
    }
    return free;
  }

  /** Whether a model has that file's name, or left something beside it that belongs to it. */
  private static boolean isTaken(Path file) {
    return Stream.of(file, replay(file), previous(file)).anyMatch(Files::exists);
  }

  private static void checkListed(Path model) {
    if (!list().contains(model)) {
      throw new UserException(model + " is not in " + folder() + "; import it first.");
    }
  }

  /** Copies a model with its replay vectors; these first, so that where it is they are too. */
  private static void copy(Path model, Path to, BiConsumer<Path, Content> write) {
    if (Files.isRegularFile(replay(model))) {
      write.accept(replay(to), contentOf(replay(model)));
    }
    try {
      write.accept(to, contentOf(model));
    } catch (UserException e) {
      try {
        Files.deleteIfExists(replay(to));
      } catch (IOException left) {
        e.addSuppressed(left); // vectors without a model do no harm
      }
      throw e;
    }
  }

  private static Content contentOf(Path from) {
    return channel -> {
      try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ)) {
        for (long at = 0; at < in.size(); ) {
          at += in.transferTo(at, in.size() - at, channel);
        }
      }
    };
  }

  /** A model's file by its bare name. */
  private static Path file(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new UserException(
          "A model's name is of letters, digits, spaces, dots and dashes; found '" + name + "'.");
    }
    return folder().resolve(name + SUFFIX);
  }

  private static String stem(Path model) {
    return name(model).replaceFirst("\\.safetensors$", "");
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
          .sorted(Comparator.comparing(ModelStore::stem))
          .collect(Collectors.toList());
    } catch (IOException e) {
      throw new UserException(
          "Cannot list the models in " + folder() + ": " + AtomicFiles.reason(e) + ".", e);
    }
  }

  /** All model files, also the versions that were replaced, by name. */
  public static List<Path> withPrevious() {
    return list().stream()
        .flatMap(file -> Stream.of(file, previous(file)))
        .filter(Files::isRegularFile)
        .toList();
  }

  /** Where the replay vectors of a model lie: {@code NAME.replay.safetensors} beside it. */
  public static Path replay(Path model) {
    return model.resolveSibling(stem(model) + REPLAY);
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  /**
   * Finds a model by its file or by its bare name.
   *
   * @return one of {@link #list} where it lies in the models folder, however it was named
   * @throws UserException when there is neither, naming those there are
   */
  public static Path find(String nameOrFile) {
    return find(Path.of(nameOrFile));
  }

  /** As above, on whatever disk the file is. */
  public static Path find(Path file) {
    if (Files.isRegularFile(file)) {
      Path listed = folder().resolve(name(file));
      return normal(file).equals(normal(listed)) ? listed : file;
    }
    Path named = folder().resolve(file + SUFFIX);
    if (file.getNameCount() == 1 && Files.exists(named)) {
      return named;
    }
    String there =
        list().stream().map(f -> name(f).replace(SUFFIX, "")).collect(Collectors.joining(", "));
    throw new UserException(
        "There is no model "
            + file
            + "; give a .safetensors file or one of: "
            + (there.isEmpty() ? "(none in " + folder() + ")" : there)
            + ".");
  }

  private static Path normal(Path file) {
    return file.toAbsolutePath().normalize();
  }

  /** Where the version that a new one replaces is kept. */
  static Path previous(Path file) {
    return file.resolveSibling(stem(file) + PREVIOUS);
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
      AtomicFiles.replace(previous, contentOf(file));
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
