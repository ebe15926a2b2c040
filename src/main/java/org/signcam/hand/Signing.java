package org.signcam.hand;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A word, fingerspelled: from rest to each letter, held, and back to rest, in ms. Between two of
 * the same the hand lets go for a moment, as signers do. A space is a rest.
 */
public final class Signing {
  /** How far towards rest a hand lets go between two letters that are the same. */
  private static final double LETS_GO = 0.8;

  private final List<Part> parts = new ArrayList<>();
  private final double millis;

  /**
   * What a hand does at a moment.
   *
   * @param letter that it shows; {@code null} on the way and at rest
   * @param since when it has been showing it, ms from the beginning; of the way or rest likewise
   */
  public record Moment(Pose pose, String letter, double since) {}

  private record Part(double start, double length, Motion motion, Pose held, String letter) {
    Moment at(double time) {
      Pose pose = motion == null ? held : motion.at((time - start) / length);
      return new Moment(pose, letter, start);
    }
  }

  /**
   * @param word letters of {@link Handshapes#letters} and spaces
   * @param hold how long each is held, ms
   * @param move how long the way to the next takes, ms
   * @throws IllegalArgumentException when a letter has no still handshape
   */
  public Signing(String word, double hold, double move) {
    double time = 0;
    Pose now = Handshapes.rest();
    String last = " ";
    time = rest(time, now, hold / 2);
    for (int i = 0; i < word.length(); i++) {
      String letter = word.substring(i, i + 1).toUpperCase(Locale.ROOT);
      boolean space = letter.isBlank();
      Pose next = space ? Handshapes.rest() : Handshapes.of(letter);
      if (!space && letter.equals(last)) {
        Pose loose = now.towards(Handshapes.rest(), LETS_GO);
        time = go(time, now, loose, move);
        now = loose;
      }
      time = go(time, now, next, move);
      time = space ? rest(time, next, hold / 2) : hold(time, next, hold, letter);
      now = next;
      last = letter;
    }
    time = go(time, now, Handshapes.rest(), move);
    millis = rest(time, Handshapes.rest(), hold / 2);
  }

  private double go(double time, Pose from, Pose to, double move) {
    parts.add(new Part(time, move, new Motion(from, to), null, null));
    return time + move;
  }

  private double hold(double time, Pose pose, double hold, String letter) {
    parts.add(new Part(time, hold, null, pose, letter));
    return time + hold;
  }

  private double rest(double time, Pose pose, double length) {
    return hold(time, pose, length, null);
  }

  /** How long all of it takes, ms. */
  public double millis() {
    return millis;
  }

  /**
   * What is done then.
   *
   * @param time ms from the beginning; beyond the end the hand rests
   */
  public Moment at(double time) {
    Part now = parts.get(0);
    for (Part part : parts) {
      if (part.start <= time) {
        now = part;
      }
    }
    return now.at(Math.max(0, Math.min(time, millis)));
  }
}
