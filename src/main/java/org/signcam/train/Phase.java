package org.signcam.train;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stretch of training, in which the rates rise and fall once.
 *
 * @param side of the pictures, px; small ones first train several times as fast
 * @param epochs as many pictures as there are, so many times
 * @param backboneRate highest learning rate of the pre-trained stages
 * @param headRate highest learning rate of the head and of stages that start afresh
 * @param from what is trained: {@value #ALL}, {@value #HEAD}, or the first stage that is
 */
public record Phase(int side, double epochs, double backboneRate, double headRate, String from) {
  static final String ALL = "all";
  static final String HEAD = "head";

  private static final String NUMBER = "([0-9.]+(?:[eE][-+]?[0-9]+)?)";

  private static final Pattern FORM =
      Pattern.compile(
          "([0-9]+)x" + NUMBER + "(?:@" + NUMBER + "/" + NUMBER + ")?(?::([a-z0-9.]+))?");

  /**
   * Reads phases as {@code SIDExEPOCHS[@BACKBONE_RATE/HEAD_RATE][:FROM]}, comma-separated, as in
   * {@code 128x5@3e-4/1e-3,224x1.5@1e-4/2e-4:layer4}.
   *
   * @throws IllegalArgumentException when it is malformed
   */
  static List<Phase> parse(String text) {
    return Arrays.stream(text.split(",", -1)).map(one -> parseOne(one.strip(), text)).toList();
  }

  private static Phase parseOne(String one, String all) {
    Matcher m = FORM.matcher(one);
    try {
      if (m.matches()) {
        Phase phase =
            new Phase(
                Integer.parseInt(m.group(1)),
                Double.parseDouble(m.group(2)),
                m.group(3) == null ? 3e-4 : Double.parseDouble(m.group(3)),
                m.group(4) == null ? 1e-3 : Double.parseDouble(m.group(4)),
                m.group(5) == null ? ALL : m.group(5));
        if (phase.side < 16 || phase.side > 512 || !(phase.epochs > 0) || !(phase.headRate > 0)) {
          throw new IllegalArgumentException(
              "A phase has a side of 16–512 px, more than 0 epochs and a head's rate above 0; found '"
                  + one
                  + "'.");
        }
        return phase;
      }
    } catch (NumberFormatException e) {
      // falls to the sentence below
    }
    throw new IllegalArgumentException(
        "Phases are SIDExEPOCHS@BACKBONE_RATE/HEAD_RATE:FROM, comma-separated, such as"
            + " 128x5@3e-4/1e-3,224x1.5@1e-4/2e-4:layer4; found '"
            + all
            + "'.");
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return side + "x" + epochs + "@" + backboneRate + "/" + headRate + ":" + from;
  }
}
