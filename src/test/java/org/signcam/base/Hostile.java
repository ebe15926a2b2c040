package org.signcam.base;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Holds a reader to its promises on bytes that somebody made to harm. */
public final class Hostile {
  /** What every reader may allocate besides a small multiple of the file. */
  public static final long SLACK = 8 << 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Hostile() {}

  /**
   * Runs {@code reader}, which must read, or refuse in a sentence that a terminal can show; and
   * must allocate no more than {@code most} bytes of Java's memory on this thread.
   *
   * @return the sentence; {@code null} where it read
   */
  public static String refusal(String what, long most, Runnable reader) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    String sentence = null;
    try {
      reader.run();
    } catch (UserException e) {
      sentence = e.getMessage();
    } catch (RuntimeException | Error e) {
      throw new AssertionError(what + " was neither read nor refused", e);
    }
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertThat(allocated).as("bytes allocated for %s (%s)", what, sentence).isLessThan(most);
    if (sentence != null) {
      assertThat(sentence).as(what).hasSizeLessThan(1000);
      assertThat(sentence.chars().filter(Hostile::unprintable).toArray()).as(sentence).isEmpty();
    }
    return sentence;
  }

  private static boolean unprintable(int c) {
    return Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
  }
}
