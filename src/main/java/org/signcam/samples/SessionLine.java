package org.signcam.samples;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Instant;
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
 * @param time when it was taken; {@code null} where unknown
 * @param bytes of the file; 0 where unknown, as in the picture itself
 */
record SessionLine(String file, int burst, Region region, String camera, Instant time, long bytes) {
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
    try {
      JsonObject line = JsonParser.parseString(json).getAsJsonObject();
      String region = text(line, "region");
      String time = text(line, "time");
      return new SessionLine(
          line.get("file").getAsString(),
          line.get("burst").getAsInt(),
          region == null ? null : Region.parse(region),
          text(line, "camera"),
          time == null ? null : Instant.parse(time),
          line.has("bytes") ? line.get("bytes").getAsLong() : 0);
    } catch (RuntimeException e) { // whatever is wrong with it, Gson's exceptions have no parent
      return null;
    }
  }

  private static String text(JsonObject line, String name) {
    return line.has(name) ? line.get(name).getAsString() : null;
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
    line.put("time", time == null ? null : time.toString());
    line.put("bytes", bytes == 0 ? null : bytes);
    return GSON.toJson(line);
  }
}
