package org.signcam.cli;

import com.google.gson.annotations.SerializedName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What the process holds, in megabytes (10⁶ bytes).
 *
 * @param heap Java objects, living or not yet collected
 * @param resident all of the process in memory, native code and pictures too; null where the system
 *     does not say (it does on Linux)
 * @param residentPeak the most it ever was; null likewise
 */
record Memory(
    @SerializedName("heap_mb") double heap,
    @SerializedName("resident_mb") Double resident,
    @SerializedName("resident_peak_mb") Double residentPeak) {
  private static final int COLLECTIONS = 5;

  /** Without what is dead; a collection asked for while native code holds an array may fail. */
  static Memory afterCollection() throws InterruptedException {
    Memory least = now();
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
      TimeUnit.MILLISECONDS.sleep(100);
      Memory now = now();
      least = now.heap < least.heap ? now : least;
    }
    return least;
  }

  static Memory now() {
    Runtime runtime = Runtime.getRuntime();
    double heap = (runtime.totalMemory() - runtime.freeMemory()) / 1e6;
    return of("self", Json.rounded(heap));
  }

  /** Of another process, whose heap is not known and told as 0. */
  static Memory of(long pid) {
    return of(Long.toString(pid), 0);
  }

  private static Memory of(String process, double heap) {
    String status = "";
    try {
      status = Files.readString(Path.of("/proc", process, "status"));
    } catch (IOException e) {
      // Not Linux: the resident set stays unknown.
    }
    return new Memory(heap, megabytes(status, "VmRSS:"), megabytes(status, "VmHWM:"));
  }

  /** A line of proc(5)'s status: {@code VmRSS: 12345 kB}, where kB means 1024 bytes. */
  static Double megabytes(String status, String key) {
    return status
        .lines()
        .filter(line -> line.startsWith(key))
        .map(line -> line.replaceAll("\\D", ""))
        .map(kib -> Json.rounded(Long.parseLong(kib) * 1024 / 1e6))
        .findFirst()
        .orElse(null);
  }

  @Override
  public String toString() {
    String java = String.format(Locale.ROOT, "Java heap %.2f MB", heap);
    return resident == null
        ? java
        : java
            + String.format(
                Locale.ROOT, ", resident %.2f MB, at most %.2f MB", resident, residentPeak);
  }
}
