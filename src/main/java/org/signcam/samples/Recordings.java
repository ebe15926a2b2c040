package org.signcam.samples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.signcam.image.Region;

/**
 * What is known of recorded pictures, found by their names: in the index beside their folder, or in
 * themselves. Remembers the indexes that it has read. One thread.
 */
final class Recordings {
  private final Map<Path, Map<String, SessionLine>> byFolder = new HashMap<>();

  /** The sample with its region and burst, where it was recorded; else as it is. */
  Sample complete(Sample sample) {
    PictureName name = PictureName.parse(SampleFolder.name(sample.file()));
    if (name == null) {
      return sample;
    }
    SessionLine line = line(sample.file());
    Region region = line == null ? null : line.region();
    String burst = name.burstOf(sample.signer());
    return new Sample(sample.file(), sample.signer(), sample.label(), sample.part(), region, burst);
  }

  /** Where the region lies in a picture that was recorded; {@code null} where unknown. */
  Region region(Path picture) {
    boolean recorded = PictureName.parse(SampleFolder.name(picture)) != null;
    SessionLine line = recorded ? line(picture) : null;
    return line == null ? null : line.region();
  }

  private SessionLine line(Path picture) {
    Path letter = picture.toAbsolutePath().getParent();
    Path signer = letter == null ? null : letter.getParent();
    String name = SampleFolder.name(picture);
    SessionLine line = null;
    if (signer != null) {
      Map<String, SessionLine> lines = byFolder.computeIfAbsent(signer, Recordings::lines);
      // By name alone where a letter's folder has been renamed since.
      line = lines.getOrDefault(SampleFolder.name(letter) + "/" + name, lines.get(name));
    }
    try {
      return line == null ? PictureEnds.look(picture).line() : line;
    } catch (IOException e) {
      return null; // whoever reads the picture will say so
    }
  }

  private static Map<String, SessionLine> lines(Path signerFolder) {
    Map<String, SessionLine> lines = new HashMap<>();
    try {
      for (SessionIndex index : SessionIndex.all(signerFolder).values()) {
        lines.putAll(index.lines());
        index.lines().values().forEach(line -> lines.put(line.name(), line));
      }
    } catch (IOException e) {
      // the pictures know it themselves
    }
    return lines;
  }
}
