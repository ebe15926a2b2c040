package org.signcam.ui;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Asks the system whether it is dark. Java has no call for it, so the system's own tool is asked;
 * where there is none the answer is light. May take a second: not for the Swing thread.
 */
final class SystemAppearance {
  private static final long PATIENCE_MILLIS = 1000;

  private SystemAppearance() {}

  static boolean isDark() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (os.contains("mac")) {
      return ask("defaults", "read", "-g", "AppleInterfaceStyle").contains("dark");
    }
    if (os.contains("win")) {
      String themes = "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Themes\\Personalize";
      return ask("reg", "query", themes, "/v", "AppsUseLightTheme").contains("0x0");
    }
    String gtk = System.getenv("GTK_THEME");
    if (gtk != null) {
      return gtk.toLowerCase(Locale.ROOT).contains("dark");
    }
    String interfaceSettings = "org.gnome.desktop.interface";
    return ask("gsettings", "get", interfaceSettings, "color-scheme").contains("dark")
        || ask("gsettings", "get", interfaceSettings, "gtk-theme").contains("dark");
  }

  private static String ask(String... command) {
    try {
      Process process =
          new ProcessBuilder(List.of(command))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        return "";
      }
      byte[] answer = process.getInputStream().readAllBytes(); // a line: it fits the pipe
      return new String(answer, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
    } catch (IOException e) {
      return ""; // the tool is not there
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
