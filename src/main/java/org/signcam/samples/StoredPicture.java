package org.signcam.samples;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.signcam.base.NaturalOrder;
import org.signcam.image.Region;

/**
 * A picture of a store.
 *
 * @param line of its session's index; {@code null} for a picture that was not recorded here
 */
record StoredPicture(Sample sample, SessionLine line) {
  /**
   * A recorded picture where it now lies.
   *
   * @param known what is known of it; {@code null} for nothing but its name
   * @param bytes of the file
   */
  static StoredPicture recorded(
      Path file, String signer, String label, PictureName name, SessionLine known, long bytes) {
    String place = label + "/" + SampleFolder.name(file);
    SessionLine line =
        known == null
            ? new SessionLine(place, name.burst(), null, null, null, bytes)
            : known.of(place, bytes);
    String burst = name.burstOf(signer);
    return new StoredPicture(new Sample(file, signer, label, null, line.region(), burst), line);
  }

  /** The same picture moved. */
  StoredPicture movedTo(Path file, String signer, String label) {
    PictureName name = PictureName.parse(SampleFolder.name(file));
    return line == null || name == null
        ? new StoredPicture(new Sample(file, signer, label, null), null)
        : recorded(file, signer, label, name, line, line.bytes());
  }

  /** With the region that an index gave it elsewhere, where it does not know its own. */
  StoredPicture withRegion(Region region) {
    if (line.region() != null || region == null) {
      return this;
    }
    SessionLine known =
        new SessionLine(
            line.file(), line.burst(), region, line.camera(), line.time(), line.bytes());
    return recorded(
        sample.file(),
        sample.signer(),
        sample.label(),
        PictureName.parse(line.name()),
        known,
        line.bytes());
  }

  /** When it was recorded; {@code null} for a picture that was not recorded here. */
  String session() {
    return line == null ? null : PictureName.parse(line.name()).session();
  }

  /** An index of these. */
  static List<SessionLine> lines(Collection<StoredPicture> pictures) {
    return pictures.stream()
        .map(StoredPicture::line)
        .filter(Objects::nonNull)
        .sorted(Comparator.comparing(SessionLine::name, NaturalOrder.INSTANCE))
        .toList();
  }
}
