package org.signcam.ui.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.signcam.base.UserException;
import org.signcam.model.GestureModel;
import org.signcam.model.ModelCard;
import org.signcam.model.ModelStore;

/**
 * A model in the list.
 *
 * @param card {@code null} for one that cannot be read
 * @param sentence why it cannot be read, else empty
 * @param mark {@code in use}, {@code default}, both, or empty
 */
record ModelEntry(Path file, long bytes, ModelCard card, String sentence, String mark) {
  private static final String IN_USE = "in use";
  private static final String DEFAULT = "default";

  /**
   * All models of the models folder, read anew: not for the Swing thread.
   *
   * @param inUse may be {@code null}
   * @throws UserException when the folder cannot be read
   */
  static List<ModelEntry> all(Path inUse) {
    Path standard = ModelStore.defaultModel();
    List<ModelEntry> entries = new ArrayList<>();
    for (Path file : ModelStore.list()) {
      List<String> marks = new ArrayList<>();
      if (same(file, inUse)) {
        marks.add(IN_USE);
      }
      if (same(file, standard)) {
        marks.add(DEFAULT);
      }
      String mark = String.join(", ", marks);
      try {
        entries.add(new ModelEntry(file, Files.size(file), GestureModel.card(file), "", mark));
      } catch (UserException | IOException e) {
        entries.add(new ModelEntry(file, 0, null, e.getMessage(), mark));
      }
    }
    return entries;
  }

  /** Whether two paths are of one file; never so for {@code null}. */
  static boolean same(Path a, Path b) {
    return a != null && b != null && whole(a).equals(whole(b));
  }

  private static Path whole(Path file) {
    return file.toAbsolutePath().normalize();
  }

  boolean isReadable() {
    return card != null;
  }

  boolean isInUse() {
    return mark.contains(IN_USE);
  }

  boolean isDefault() {
    return mark.contains(DEFAULT);
  }

  String name() {
    return file.getFileName().toString().replaceFirst("\\.safetensors$", "");
  }

  /** As the list shows it. */
  @Override
  public String toString() {
    return card == null
        ? name() + " – cannot be read"
        : mark.isEmpty() ? name() : name() + " – " + mark;
  }
}
