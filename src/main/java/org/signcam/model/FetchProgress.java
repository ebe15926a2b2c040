package org.signcam.model;

/** Hears how a download goes. */
@FunctionalInterface
public interface FetchProgress {
  /**
   * Called often, on the downloading thread.
   *
   * @param done bytes that are here
   * @param total bytes in all, −1 while unknown
   */
  void at(long done, long total);
}
