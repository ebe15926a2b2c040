package org.signcam.cli;

import java.util.Map;

/** What a benchmark found: {@code toString} for people, JSON for programs. */
interface BenchFigures {
  /** By name, units in the names. */
  Map<String, Object> json();
}
