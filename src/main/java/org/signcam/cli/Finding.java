package org.signcam.cli;

/**
 * One thing the doctor looked at.
 *
 * @param name what
 * @param state how it is
 * @param value what was found
 * @param remedy what to do about it; null where it is fine
 */
record Finding(String name, State state, String value, String remedy) {
  /** From fine to the end of the road. */
  enum State {
    OK,
    /** Something is missing that one can do without. */
    NOTE,
    /** Something does not work. */
    PROBLEM,
    /** Without it nothing can be read live. */
    FATAL
  }

  static Finding ok(String name, String value) {
    return new Finding(name, State.OK, value, null);
  }

  static Finding note(String name, String value, String remedy) {
    return new Finding(name, State.NOTE, value, remedy);
  }

  static Finding problem(String name, String value, String remedy) {
    return new Finding(name, State.PROBLEM, value, remedy);
  }

  static Finding fatal(String name, String value, String remedy) {
    return new Finding(name, State.FATAL, value, remedy);
  }
}
