package org.signcam.train;

import java.util.Collection;
import org.signcam.base.Folders;
import org.signcam.base.UserException;

/** What trainings keep of pictures elsewhere than in the pictures' folder. */
public final class TrainingTraces {
  private TrainingTraces() {}

  /**
   * Erases all that is kept of some pictures. Not while a training runs.
   *
   * @param digests SHA-256 of their files, in hex
   * @return how many feature vectors were erased
   * @throws UserException when something cannot be erased
   */
  public static int erase(Collection<String> digests) {
    return FeatureCache.erase(Folders.cache(), digests);
  }
}
