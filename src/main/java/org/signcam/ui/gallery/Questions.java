package org.signcam.ui.gallery;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.signcam.samples.SampleImport;

/** What the gallery asks the user. Swing thread; empty answers mean that it is not to be done. */
public interface Questions {
  /** Whether something that cannot be taken back is to be done. */
  boolean sure(String title, String sentence, String yes);

  /**
   * One of those known, or a new one.
   *
   * @param known to choose from
   * @param chosen at first; null for none
   */
  Optional<String> choose(
      String title, String sentence, String yes, List<String> known, String chosen);

  /** Folders and zip files to import. */
  List<Path> toImport();

  /**
   * Whether what was found is to be imported.
   *
   * @param signers known, to choose from where the folders name nobody
   * @return the signer's name, where it was asked for; else any word
   */
  Optional<String> importing(SampleImport found, List<String> signers);

  /**
   * How to export.
   *
   * @param whole the files as they are, or the regions alone
   * @param chosenOnly the pictures chosen, or all that are shown
   */
  record Export(Path out, boolean whole, boolean chosenOnly) {}

  /** Where and how to export so many pictures. */
  Optional<Export> exporting(int shown, int chosen);
}
