package org.signcam.ui.gallery;

import java.util.function.Predicate;
import org.signcam.samples.Sample;

/**
 * Which pictures are shown; null is all.
 *
 * @param signer whose
 * @param label of which letter
 * @param session of which sitting
 */
record Filter(String signer, String label, Session session) implements Predicate<Sample> {
  static final Filter ALL = new Filter(null, null, null);

  @Override
  public boolean test(Sample sample) {
    return (signer == null || signer.equals(sample.signer()))
        && (label == null || label.equals(sample.label()))
        && (session == null || session.equals(Session.of(sample)));
  }
}
