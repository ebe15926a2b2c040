package org.signcam.base;

import java.util.Comparator;

/**
 * Names in the order people expect: runs of digits count as numbers (t2 before t10), upper and
 * lower case are told apart only to break a tie. A total order, the same on every system.
 */
public final class NaturalOrder implements Comparator<String> {
  public static final NaturalOrder INSTANCE = new NaturalOrder();

  private NaturalOrder() {}

  @Override
  public int compare(String a, String b) {
    if (a.equals(b)) {
      return 0; // as often as not: sets are sorted by signer and letter first
    }
    int i = 0;
    int j = 0;
    while (i < a.length() && j < b.length()) {
      int order;
      if (isDigit(a.charAt(i)) && isDigit(b.charAt(j))) {
        int endA = digitsEnd(a, i);
        int endB = digitsEnd(b, j);
        order = compareNumbers(a.substring(i, endA), b.substring(j, endB));
        i = endA;
        j = endB;
      } else {
        order = Character.compare(fold(a.charAt(i++)), fold(b.charAt(j++)));
      }
      if (order != 0) {
        return order;
      }
    }
    int rest = Integer.compare(a.length() - i, b.length() - j);
    return rest != 0 ? rest : a.compareTo(b);
  }

  // Without parsing: a name may carry more digits than a long holds.
  private static int compareNumbers(String a, String b) {
    String shortA = stripZeros(a);
    String shortB = stripZeros(b);
    int byLength = Integer.compare(shortA.length(), shortB.length());
    return byLength != 0 ? byLength : shortA.compareTo(shortB);
  }

  private static String stripZeros(String digits) {
    int i = 0;
    while (i < digits.length() - 1 && digits.charAt(i) == '0') {
      i++;
    }
    return digits.substring(i);
  }

  private static int digitsEnd(String s, int from) {
    int end = from;
    while (end < s.length() && isDigit(s.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static char fold(char c) {
    return Character.toLowerCase(Character.toUpperCase(c));
  }
}
