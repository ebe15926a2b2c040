package org.signcam.samples;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a recorded picture, {@code 20261122T143001-b003-0007.jpg}.
 *
 * @param session when it began, local time
 * @param burst number in the session, from 1
 * @param number in the burst, from 1
 */
record PictureName(String session, int burst, int number) {
  private static final Pattern NAME =
      Pattern.compile("(\\d{8}T\\d{6})-b(\\d{3,6})-(\\d{4,8})\\.jpg");

  /** {@code null} for a picture that was not recorded here. */
  static PictureName parse(String fileName) {
    Matcher m = NAME.matcher(fileName);
    return m.matches()
        ? new PictureName(m.group(1), Integer.parseInt(m.group(2)), Integer.parseInt(m.group(3)))
        : null;
  }

  PictureName withNumber(int another) {
    return new PictureName(session, burst, another);
  }

  /** What {@link Sample#burst} is for a signer. */
  String burstOf(String signer) {
    String number = Integer.toString(burst); // not formatted(): there may be 10,000 of them
    return signer + "/" + session + "/" + "0".repeat(Math.max(0, 3 - number.length())) + number;
  }

  @Override
  public String toString() {
    return "%s-b%03d-%04d.jpg".formatted(session, burst, number);
  }
}
