package org.signcam.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.Scalar;

/** Trains on a few pictures of one colour by three people. */
abstract class PaintedTraining {
  @TempDir Path dir;
  final Door door = new Door();
  Path samples;
  Path out;

  @AfterEach
  void forgetTheCache() {
    System.clearProperty("signcam.cache");
  }

  @BeforeEach
  void paint() throws IOException {
    System.setProperty("signcam.cache", dir.resolve("cache").toString());
    samples = dir.resolve("samples");
    out = dir.resolve("m.safetensors");
    for (String signer : new String[] {"ann", "bob", "cy"}) {
      for (int i = 0; i < 3; i++) {
        Scalar[] colours = {Painted.RED, Painted.GREEN, Painted.BLUE};
        String[] labels = {"A", "B", "nothing"};
        for (int k = 0; k < labels.length; k++) {
          Painted.picture(samples.resolve(signer + "/" + labels[k] + "/" + i + ".png"), colours[k]);
        }
      }
    }
  }

  /** Runs {@code train} on these pictures. */
  int start(Object... more) {
    List<Object> words = new ArrayList<>(List.of("train", "--samples", samples, "--out", out));
    words.addAll(List.of(more));
    return door.run(words.toArray());
  }

  /** The same from fresh weights. */
  int train(Object... more) {
    List<Object> words = new ArrayList<>(List.of("--weights", "none"));
    words.addAll(List.of(more));
    return start(words.toArray());
  }

  int small(Object... more) {
    List<Object> words =
        new ArrayList<>(
            List.of("--recipe", "tutorial-cnn", "--phases", "32x30@5e-3/5e-3", "--batch", "8"));
    words.addAll(List.of(more));
    return train(words.toArray());
  }
}
