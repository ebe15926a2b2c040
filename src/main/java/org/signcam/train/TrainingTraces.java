package org.signcam.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.signcam.base.Folders;
import org.signcam.base.UserException;
import org.signcam.model.GestureModel;
import org.signcam.model.ModelStore;

/** What trainings keep of pictures elsewhere than in the pictures' folder. */
public final class TrainingTraces {
  private TrainingTraces() {}

  /**
   * Erases all that is kept of some pictures: cached features and hand masks, and replay vectors of
   * the models in the models folder. Not while a training runs.
   *
   * @param digests SHA-256 of their files, in hex
   * @return how many of all these were erased
   * @throws UserException when something cannot be erased
   */
  public static int erase(Collection<String> digests) {
    return FeatureCache.erase(Folders.cache(), digests)
        + HandMasks.erase(Folders.cache(), digests)
        + ReplaySet.erase(ModelStore.folder(), digests);
  }

  /**
   * What no erasing changes: which models of the models folder, previous versions among them, have
   * learnt from somebody of that name, by their own word.
   *
   * @return a sentence for the user
   */
  public static String learnt(String signer) {
    List<Path> models = new ArrayList<>();
    for (Path file : ModelStore.withPrevious()) {
      try {
        if (GestureModel.signersOf(file).contains(signer)) {
          models.add(file);
        }
      } catch (UserException e) {
        // damaged: nothing can be read from it, and models list says so
      }
    }
    return models.isEmpty()
        ? "No model in the models folder says that it has learnt from them."
        : "These models have learnt from somebody of that name and stay as they are: %s. Train them again without, and look into their .run folders, whose reports may show pictures."
            .formatted(names(models));
  }

  /**
   * Replay vectors of the models folder that are left of somebody of that name: of other pictures,
   * or in a set that does not say of which.
   *
   * @return a sentence for the user; empty where there are none
   */
  public static String left(String signer) {
    List<Path> sets = ReplaySet.of(signer, ModelStore.folder());
    String others =
        sets.isEmpty()
            ? ""
            : "Vectors of other pictures of somebody of that name are in %s; if they are theirs, make it anew with: models replay. "
                .formatted(names(sets));
    return (others + unreadable()).strip();
  }

  /**
   * Replay vectors of the models folder that nothing can be erased from, since they are damaged.
   *
   * @return a sentence for the user; empty where there are none
   */
  public static String unreadable() {
    List<Path> sets = ReplaySet.unreadable(ModelStore.folder());
    return sets.isEmpty()
        ? ""
        : "Nothing was erased from %s, which cannot be read: delete it, or make it anew with: models replay."
            .formatted(names(sets));
  }

  private static String names(List<Path> files) {
    return files.stream().map(f -> f.getFileName().toString()).collect(Collectors.joining(", "));
  }
}
