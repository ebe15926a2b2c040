package org.signcam.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A command line that a command printed, to be run. */
final class Printed {
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  private Printed() {}

  /** The words after {@code ./run.sh} of the first line that begins with it, quotes taken off. */
  static List<Object> command(String printed) {
    String line =
        printed.lines().filter(l -> l.strip().startsWith("./run.sh ")).findFirst().orElseThrow();
    List<Object> words = new ArrayList<>();
    for (Matcher m = WORD.matcher(line); m.find(); ) {
      words.add(m.group(1) == null ? m.group(2) : m.group(1));
    }
    return words.subList(1, words.size());
  }
}
