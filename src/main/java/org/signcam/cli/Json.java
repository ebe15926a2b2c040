package org.signcam.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import java.math.BigDecimal;
import java.math.MathContext;

/** JSON as the commands print it: one line a value, null where there is none, nothing escaped. */
public final class Json {
  private static final Gson GSON =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

  private Json() {}

  /** One line, without its end. */
  public static String line(Object value) {
    return GSON.toJson(value);
  }

  static JsonElement tree(Object value) {
    return GSON.toJsonTree(value);
  }

  /** A measured figure with six digits: a float has no more, and lines stay readable. */
  static double rounded(double value) {
    return new BigDecimal(value).round(new MathContext(6)).doubleValue();
  }
}
