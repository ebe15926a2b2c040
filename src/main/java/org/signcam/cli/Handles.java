package org.signcam.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What the process holds besides memory.
 *
 * @param mats live OpenCV matrices; null where the Java machine does not tell
 * @param files open file descriptors; null where the system does not tell (it does on Linux)
 * @param threads of Java
 */
record Handles(Long mats, Long files, Integer threads) {
  static Handles now() {
    return new Handles(
        instances("org.opencv.core.Mat"),
        openFiles(),
        ManagementFactory.getThreadMXBean().getThreadCount());
  }

  @Override
  public String toString() {
    return "OpenCV matrices %s, file descriptors %s, threads %s"
        .formatted(known(mats), known(files), threads);
  }

  private static String known(Long count) {
    return count == null ? "unknown" : count.toString();
  }

  /** By a histogram of the heap, which collects it first. */
  static Long instances(String type) {
    try {
      String histogram =
          (String)
              ManagementFactory.getPlatformMBeanServer()
                  .invoke(
                      new ObjectName("com.sun.management:type=DiagnosticCommand"),
                      "gcClassHistogram",
                      new Object[] {new String[0]},
                      new String[] {String[].class.getName()});
      return histogram
          .lines()
          .map(line -> line.strip().split("\\s+")) // "12: 34 5678 org.opencv.core.Mat (module)"
          .filter(words -> words.length >= 4 && words[3].equals(type))
          .map(words -> Long.parseLong(words[1]))
          .findFirst()
          .orElse(0L);
    } catch (JMException e) {
      return null; // another Java machine than HotSpot
    }
  }

  private static Long openFiles() {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    } catch (IOException e) {
      return null; // not Linux
    }
  }
}
