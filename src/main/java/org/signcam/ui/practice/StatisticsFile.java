package org.signcam.ui.practice;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.signcam.base.AtomicFiles;

/**
 * The statistics as a JSON file, beside the window's settings. A damaged file is set aside, not
 * deleted, and never stops the program.
 */
final class StatisticsFile {
  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();
  private static final int LARGEST = 1 << 20; // a file of ours has about 50 kB at most

  private final Path file;
  private boolean foreign; // what is there could be neither read nor moved: it stays

  StatisticsFile(Path file) {
    this.file = file;
  }

  /**
   * What was read, and a sentence for the user when the file could not be used.
   *
   * @param notice empty when all is well
   */
  record Loaded(Map<String, LetterStatistics> letters, String notice) {}

  /** Reads them; none when there is no file or it cannot be read. */
  Loaded load() {
    if (!Files.exists(file)) {
      return new Loaded(Map.of(), "");
    }
    try {
      if (Files.size(file) > LARGEST) {
        throw new JsonParseException("too large");
      }
      Map<String, LetterStatistics> read =
          GSON.fromJson(
              Files.readString(file, StandardCharsets.UTF_8),
              new TypeToken<Map<String, LetterStatistics>>() {});
      return new Loaded(Map.copyOf(Objects.requireNonNull(read, "an empty file")), "");
    } catch (IOException | RuntimeException e) {
      return new Loaded(Map.of(), setAside());
    }
  }

  private String setAside() {
    Path aside = file.resolveSibling("practice.damaged.json");
    for (int i = 2; Files.exists(aside); i++) {
      aside = file.resolveSibling("practice.damaged-" + i + ".json");
    }
    try {
      Files.move(file, aside);
      return "The practice statistics were damaged and begin anew; the file was kept as "
          + aside
          + ".";
    } catch (IOException e) {
      foreign = true;
      return "The practice statistics in "
          + file
          + " cannot be read, and none are kept; check the file's permissions.";
    }
  }

  /**
   * Writes them, whole or not at all.
   *
   * @throws org.signcam.base.UserException when the place cannot be written
   */
  void save(Map<String, LetterStatistics> letters) {
    if (foreign) {
      return;
    }
    AtomicFiles.write(file, GSON.toJson(letters).getBytes(StandardCharsets.UTF_8));
  }
}
