package org.signcam.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.Map;
import org.signcam.base.Percentiles;

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

  static Map<String, Double> percentiles(Percentiles of) {
    Map<String, Double> named = new LinkedHashMap<>();
    named.put("p50", rounded(of.p50()));
    named.put("p95", rounded(of.p95()));
    named.put("p99", rounded(of.p99()));
    return named;
  }

  /** A measured figure with six digits: a float has no more, and lines stay readable. */
  static double rounded(double value) {
    return new BigDecimal(value).round(new MathContext(6)).doubleValue();
  }
}
