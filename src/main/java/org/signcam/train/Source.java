package org.signcam.train;

/** Where batches come from; batch i of a phase is the same whenever it is asked for. */
interface Source extends AutoCloseable {
  /**
   * The next batch.
   *
   * @throws org.signcam.base.UserException when a picture cannot be read
   */
  Batch next();

  @Override
  void close();
}
