package org.signcam.ui;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.awt.Rectangle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.signcam.base.AtomicFiles;
import org.signcam.base.Folders;
import org.signcam.image.Region;
import org.signcam.record.Fault;
import org.signcam.ui.practice.PracticeSettings;
import org.signcam.ui.record.RecordSettings;

/**
 * The settings as a JSON file in the system's own place ({@code ~/.config/signcam/window.json},
 * {@code %APPDATA%\signcam\window.json}). A damaged file is set aside and never stops the program.
 */
final class SettingsFile {
  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();
  private static final int LARGEST = 1 << 20; // a file of ours has about a kilobyte

  private final Path file;

  SettingsFile(Path file) {
    this.file = file;
  }

  static SettingsFile ofSystem() {
    return new SettingsFile(Folders.config().resolve("window.json"));
  }

  /** A file of ours in the same place. */
  Path beside(String name) {
    return file.resolveSibling(name);
  }

  /**
   * What was read, and a sentence for the user when the file could not be used.
   *
   * @param notice null when all is well
   */
  record Loaded(Settings settings, String notice) {}

  /** Reads the settings; the defaults when there are none or they cannot be read. */
  Loaded load() {
    if (!Files.exists(file)) {
      return new Loaded(Settings.defaults(), null);
    }
    try {
      if (Files.size(file) > LARGEST) {
        throw new JsonParseException("too large");
      }
      JsonElement root = JsonParser.parseString(Files.readString(file, StandardCharsets.UTF_8));
      return new Loaded(fromJson(root.getAsJsonObject()), null);
    } catch (IOException | RuntimeException e) {
      return new Loaded(Settings.defaults(), setAside());
    }
  }

  private String setAside() {
    Path aside = file.resolveSibling("window.damaged.json");
    try {
      Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
      return "The settings file was damaged and the defaults are used; it was kept as "
          + aside
          + ".";
    } catch (IOException e) {
      return "The settings file "
          + file
          + " cannot be read and the defaults are used; check its permissions or delete it.";
    }
  }

  /**
   * Writes the settings, whole or not at all.
   *
   * @throws org.signcam.base.UserException when the place cannot be written
   */
  void save(Settings settings) {
    byte[] json = GSON.toJson(toJson(settings)).getBytes(StandardCharsets.UTF_8);
    AtomicFiles.write(
        file,
        channel -> {
          ByteBuffer bytes = ByteBuffer.wrap(json);
          while (bytes.hasRemaining()) {
            channel.write(bytes);
          }
        });
  }

  private static JsonObject toJson(Settings s) {
    JsonObject json = new JsonObject();
    json.addProperty("theme", s.theme().key());
    json.addProperty("projector", s.projector());
    json.addProperty("repeat", s.repeat());
    if (s.window() != null) {
      json.add("window", numbers(s.window().x, s.window().y, s.window().width, s.window().height));
    }
    json.addProperty("maximized", s.maximized());
    JsonObject regions = new JsonObject();
    s.regions().forEach((size, r) -> regions.add(size, numbers(r.x(), r.y(), r.side())));
    json.add("regions", regions);
    if (s.snapshotFolder() != null) {
      json.addProperty("snapshot_folder", s.snapshotFolder());
    }
    json.addProperty("tab", s.tab());
    json.add("record", toJson(s.record()));
    json.add("reference", toJson(s.reference()));
    json.add("practice", toJson(s.practice()));
    return json;
  }

  private static JsonObject toJson(ReferenceSettings r) {
    JsonObject json = new JsonObject();
    json.addProperty("shown", r.shown());
    if (r.letter() != null) {
      json.addProperty("letter", r.letter());
    }
    json.addProperty("left_hand", r.leftHand());
    return json;
  }

  private static ReferenceSettings referenceFromJson(JsonObject json) {
    ReferenceSettings d = ReferenceSettings.defaults();
    return new ReferenceSettings(
        flag(json, "shown", d.shown()),
        json.has("letter") ? json.get("letter").getAsString() : d.letter(),
        flag(json, "left_hand", d.leftHand()));
  }

  private static JsonObject toJson(PracticeSettings p) {
    JsonObject json = new JsonObject();
    json.addProperty("words", p.words());
    json.addProperty("hand_at_once", p.handAtOnce());
    return json;
  }

  private static PracticeSettings practiceFromJson(JsonObject json) {
    PracticeSettings d = PracticeSettings.defaults();
    return new PracticeSettings(
        flag(json, "words", d.words()), flag(json, "hand_at_once", d.handAtOnce()));
  }

  private static JsonObject toJson(RecordSettings r) {
    JsonObject json = new JsonObject();
    json.addProperty("signer", r.signer());
    json.addProperty("rate", r.rate());
    json.addProperty("count", r.count());
    json.addProperty("countdown", r.countdown());
    JsonArray skip = new JsonArray();
    r.skip().stream().sorted().forEach(fault -> skip.add(fault.key()));
    json.add("skip", skip);
    return json;
  }

  private static RecordSettings recordFromJson(JsonObject json) {
    Set<Fault> skip = EnumSet.noneOf(Fault.class);
    json.getAsJsonArray("skip").forEach(key -> skip.add(Fault.of(key.getAsString())));
    double rate = json.get("rate").getAsDouble();
    if (Double.isNaN(rate)) { // which Gson reads, and would not write again
      throw new JsonParseException("the rate is no number");
    }
    return new RecordSettings(
        json.get("signer").getAsString(),
        rate,
        json.get("count").getAsInt(),
        json.get("countdown").getAsBoolean(),
        skip);
  }

  private static Settings fromJson(JsonObject json) {
    Settings d = Settings.defaults();
    Map<String, Region> regions = new HashMap<>();
    if (json.has("regions")) {
      json.getAsJsonObject("regions")
          .entrySet()
          .forEach(
              entry -> {
                int[] n = numbers(entry.getValue(), 3);
                regions.put(entry.getKey(), new Region(n[0], n[1], n[2]));
              });
    }
    Rectangle window = null;
    if (json.has("window")) {
      int[] n = numbers(json.get("window"), 4);
      window = new Rectangle(n[0], n[1], n[2], n[3]);
    }
    return new Settings(
        json.has("theme") ? Theme.named(json.get("theme").getAsString()) : d.theme(),
        flag(json, "projector", d.projector()),
        flag(json, "repeat", d.repeat()),
        window,
        flag(json, "maximized", d.maximized()),
        regions,
        json.has("snapshot_folder") ? folder(json.get("snapshot_folder").getAsString()) : null,
        json.has("tab") ? json.get("tab").getAsString() : d.tab(),
        json.has("record") ? recordFromJson(json.getAsJsonObject("record")) : d.record(),
        json.has("reference")
            ? referenceFromJson(json.getAsJsonObject("reference"))
            : d.reference(),
        json.has("practice") ? practiceFromJson(json.getAsJsonObject("practice")) : d.practice());
  }

  private static boolean flag(JsonObject json, String name, boolean otherwise) {
    return json.has(name) ? json.get(name).getAsBoolean() : otherwise;
  }

  private static String folder(String name) {
    return Path.of(name).toString(); // throws where no path can be called so
  }

  private static JsonArray numbers(int... values) {
    JsonArray array = new JsonArray();
    for (int value : values) {
      array.add(value);
    }
    return array;
  }

  private static int[] numbers(JsonElement element, int count) {
    JsonArray array = element.getAsJsonArray();
    if (array.size() != count) {
      throw new JsonParseException(count + " numbers expected, " + array.size() + " found");
    }
    int[] values = new int[count];
    for (int i = 0; i < count; i++) {
      values[i] = array.get(i).getAsInt();
    }
    return values;
  }
}
