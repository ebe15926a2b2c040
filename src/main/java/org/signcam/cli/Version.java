package org.signcam.cli;

import picocli.CommandLine.IVersionProvider;

/** The program's version, as its jar's manifest says. */
public final class Version implements IVersionProvider {
  /** Such as {@code 0.1.0}, or {@code development} when run from class files. */
  public static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {"signcam " + text()};
  }
}
