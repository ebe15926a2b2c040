package org.signcam.ui.models;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the Models tab asks the user. Swing thread; empty answers mean that it is not to be done.
 */
interface Questions {
  /** Another name for a model. */
  Optional<String> newName(String name);

  /** Where a copy of a model goes. */
  Optional<Path> exportTo(String name);

  /** Whether a model may be deleted for good. */
  boolean mayDelete(String name);

  /** A model's file to import. */
  Optional<Path> toImport();
}
