package org.signcam.model;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.MalformedJsonException;
import java.io.IOException;
import java.io.StringReader;
import java.util.HashSet;
import java.util.Set;

/** Looks whether a text is JSON by the letter, before it is made into anything. */
final class StrictJson {
  private StrictJson() {}

  /**
   * Reads over the text. The reader itself refuses what is nested deeper than 255, so that this
   * cannot run out of stack.
   *
   * @throws IOException when it is no JSON, or an object has a name twice: which of the two counts,
   *     no two programs agree
   */
  static void check(String json) throws IOException {
    JsonReader in = new JsonReader(new StringReader(json));
    in.setStrictness(Strictness.STRICT);
    value(in);
  }

  private static void value(JsonReader in) throws IOException {
    switch (in.peek()) {
      case BEGIN_OBJECT -> {
        Set<String> names = new HashSet<>();
        in.beginObject();
        while (in.hasNext()) {
          if (!names.add(in.nextName())) {
            throw new MalformedJsonException("it says something twice");
          }
          value(in);
        }
        in.endObject();
      }
      case BEGIN_ARRAY -> {
        in.beginArray();
        while (in.hasNext()) {
          value(in);
        }
        in.endArray();
      }
      default -> in.skipValue();
    }
  }
}
