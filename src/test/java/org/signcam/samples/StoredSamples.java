package org.signcam.samples;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** A store of samples in a folder of its own. */
abstract class StoredSamples {
  static final byte[] JPEG = MadePictures.jpeg(180);
  static final Instant TIME = Instant.parse("2026-11-22T14:30:05.123Z");

  @TempDir Path dir;

  SampleStore open() {
    return SampleStore.open(dir.resolve("samples"));
  }

  static List<Sample> record(SampleStore store, String signer, String letter, int count) {
    List<Sample> samples = new ArrayList<>();
    try (RecordingSession session = store.begin(signer, "a camera")) {
      session.nextBurst();
      for (int i = 0; i < count; i++) {
        samples.add(session.add(letter, JPEG, MadePictures.REGION, TIME));
      }
    }
    return samples;
  }

  static Path index(Sample sample) throws IOException {
    String session = PictureName.parse(SampleFolder.name(sample.file())).session();
    return SessionIndex.file(sample.file().getParent().getParent(), session);
  }
}
