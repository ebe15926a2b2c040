package org.signcam.cli;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The command line that is running, to be repeated. */
final class Again {
  private Again() {}

  /** As a shell takes it. */
  static String command(CommandSpec spec) {
    return command(spec.root().commandLine().getParseResult().originalArgs());
  }

  /** These words after the program's name, as a shell takes them. */
  static String command(List<String> words) {
    return "./run.sh "
        + words.stream()
            .map(w -> w.matches("[\\w./:=,+-]+") ? w : "'" + w.replace("'", "'\\''") + "'")
            .collect(Collectors.joining(" "));
  }

  /** Those options that were given and are declared in one of these classes, with their values. */
  static List<String> options(CommandSpec spec, Class<?>... declaring) {
    List<String> words = new ArrayList<>();
    for (OptionSpec option : spec.commandLine().getParseResult().matchedOptionsSet()) {
      if (option.userObject() instanceof Field field
          && Arrays.asList(declaring).contains(field.getDeclaringClass())) {
        words.add(option.longestName());
        words.addAll(option.originalStringValues());
      }
    }
    return words;
  }
}
