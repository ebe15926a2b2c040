package org.signcam.samples;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import org.signcam.image.Region;

/**
 * What is written of a recorded picture: as a line of its session's index, and as the comment in
 * the picture itself.
 *
 * @param file {@code LETTER/NAME}
 * @param region in the file's pixels; {@code null} for the whole picture
 * @param camera its name; {@code null} where unknown
 * @param time when it was taken, as {@code 2026-11-22T14:30:05.123Z}; {@code null} where unknown
 * @param bytes of the file; 0 where unknown, as in the picture itself
 */
record SessionLine(String file, int burst, Region region, String camera, String time, long bytes) {
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  /**
   * Reads one.
   *
   * @return {@code null} when it is none, or damaged
   */
  static SessionLine parse(String json) {
    if (json == null || !json.startsWith("{\"file\":")) { // not another program's comment
      return null;
    }
    String file = null;
    int burst = 0;
    Region region = null;
    String camera = null;
    String time = null;
    long bytes = 0;
    try (JsonReader line = new JsonReader(new StringReader(json))) {
      line.beginObject();
      while (line.hasNext()) {
        switch (line.nextName()) {
          case "file" -> file = line.nextString();
          case "burst" -> burst = line.nextInt();
          case "region" -> region = Region.parse(line.nextString());
          case "camera" -> camera = line.nextString();
          case "time" -> time = line.nextString();
          case "bytes" -> bytes = line.nextLong();
          default -> line.skipValue(); // the letter is in the file's place
        }
      }
      line.endObject();
      return file == null ? null : new SessionLine(file, burst, region, camera, time, bytes);
    } catch (IOException | RuntimeException e) { // a number, region or value that is none
      return null;
    }
  }

  String name() {
    return file.substring(file.lastIndexOf('/') + 1);
  }

  /** The same of a file that lies, and is as large, as it now does and is. */
  SessionLine of(String file, long bytes) {
    return new SessionLine(file, burst, region, camera, time, bytes);
  }

  /** One line of JSON, without its end. */
  @Override
  public String toString() {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("file", file);
    line.put("letter", file.substring(0, Math.max(0, file.lastIndexOf('/'))));
    line.put("burst", burst);
    line.put("region", region == null ? null : region.toString());
    line.put("camera", camera);
    line.put("time", time);
    line.put("bytes", bytes == 0 ? null : bytes);
    return GSON.toJson(line);
  }
}
