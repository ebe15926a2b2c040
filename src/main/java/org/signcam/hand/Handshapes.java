package org.signcam.hand;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Scanner;

/**
 * The still letters of the American manual alphabet as poses, from {@code handshapes.txt}: a right
 * hand's, as whoever is signed to sees it. G and H show the hand's back and point aside, P and Q
 * point down. J and Z, which move, are not among them.
 */
public final class Handshapes {
  private static final String REST = "rest";
  private static final Map<String, Pose> ALL = read();

  private Handshapes() {}

  /** The letters there are, A to Y. */
  public static List<String> letters() {
    return ALL.keySet().stream().filter(name -> !name.equals(REST)).toList();
  }

  /**
   * A letter's pose.
   *
   * @throws IllegalArgumentException when it is not one of {@link #letters}
   */
  public static Pose of(String letter) {
    Pose pose = ALL.get(letter);
    if (pose == null || letter.equals(REST)) {
      throw new IllegalArgumentException("There is no still handshape for '" + letter + "'");
    }
    return pose;
  }

  /** A hand that signs nothing. */
  public static Pose rest() {
    return ALL.get(REST);
  }

  private static Map<String, Pose> read() {
    Map<String, Pose> all = new LinkedHashMap<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(Handshapes.class.getResourceAsStream("handshapes.txt")),
                StandardCharsets.UTF_8))) {
      in.lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(
              line -> {
                Scanner words = new Scanner(line.replace('|', ' ')).useLocale(Locale.ROOT);
                String name = words.next();
                all.put(name, Pose.of(words.tokens().mapToDouble(Double::parseDouble).toArray()));
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Collections.unmodifiableMap(all);
  }
}
