package org.signcam.samples;

import java.nio.file.Path;
import java.util.function.IntConsumer;
import org.signcam.base.UserException;

/**
 * Writes samples as plain folders that other programs read (torchvision's ImageFolder): {@code
 * LABEL/SIGNER_LABEL_0001.jpg}.
 */
@SuppressWarnings("DoNotCallSuggester") // to come
public final class SampleExport {
  private SampleExport() {}

  /**
   * Writes folders into a new folder, or a zip file when the name ends so.
   *
   * @param whole with the margin about the region, as it was recorded
   * @param progress told how many pictures have been written
   * @throws UserException when the place is taken or cannot be written, or a picture cannot be read
   */
  public static void write(SampleSet set, Path out, boolean whole, IntConsumer progress) {
    throw new UnsupportedOperationException();
  }
}
