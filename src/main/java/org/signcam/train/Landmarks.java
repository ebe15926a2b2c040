package org.signcam.train;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.signcam.base.AtomicFiles;
import org.signcam.base.UserException;
import org.signcam.net.PoseHead;

/**
 * Where the 21 points of the hand lie in training pictures, an auxiliary target: it teaches a
 * network what a hand is, which letters alone teach poorly. The points are numbered as in MediaPipe
 * Hands (https://arxiv.org/abs/2006.10214).
 */
final class Landmarks {
  /** Of no picture. */
  static final Landmarks NONE = new Landmarks(Map.of());

  /** Points of a hand. */
  static final int POINTS = PoseHead.POINTS;

  /** Below this presence, 0–1, the points are guesses and are not learnt from. */
  private static final double LEAST_PRESENCE = 0.5;

  private final Map<String, float[]> byFile;

  private Landmarks(Map<String, float[]> byFile) {
    this.byFile = byFile;
  }

  /**
   * Reads files of {@code file,presence,handedness,x0,y0,z0,…,x20,y20,z20}, a header and a line a
   * picture; coordinates are fractions of the picture's sides.
   *
   * @throws UserException when it cannot be read or a line is malformed, naming the line
   */
  static Landmarks read(List<Path> files) {
    Map<String, float[]> byFile = new HashMap<>();
    files.forEach(csv -> read(csv, byFile));
    return new Landmarks(byFile);
  }

  private static void read(Path csv, Map<String, float[]> byFile) {
    try (BufferedReader in = Files.newBufferedReader(csv)) {
      in.readLine();
      int number = 1;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        number++;
        String[] fields = line.split(",", -1);
        if (fields.length != 3 + 3 * POINTS) {
          throw malformed(csv, number);
        }
        try {
          if (Double.parseDouble(fields[1]) >= LEAST_PRESENCE) {
            byFile.put(key(Path.of(fields[0])), points(fields));
          }
        } catch (NumberFormatException e) {
          throw malformed(csv, number);
        }
      }
    } catch (IOException e) {
      throw new UserException(
          "Cannot read the landmarks " + csv + ": " + AtomicFiles.reason(e) + ".", e);
    }
  }

  private static float[] points(String[] fields) {
    float[] points = new float[3 * POINTS];
    for (int i = 0; i < points.length; i++) {
      points[i] = Float.parseFloat(fields[3 + i]);
    }
    return points;
  }

  private static UserException malformed(Path csv, int line) {
    return new UserException(
        csv + ", line " + line + " is not file,presence,handedness and 63 coordinates.");
  }

  /** The last three parts of a path, SIGNER/LETTER/FILE, name a picture wherever it lies. */
  static String key(Path file) {
    int n = file.getNameCount();
    return file.subpath(Math.max(0, n - 3), n).toString().replace('\\', '/');
  }

  /**
   * x0, y0, z0, … z20 as fractions of the picture's sides, z being the distance from the wrist's
   * plane, smaller towards the camera; {@code null} where not known.
   */
  float[] of(Path picture) {
    return byFile.get(key(picture));
  }
}
