package org.signcam.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Component;
import java.awt.Container;
import java.awt.Robot;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;
import javax.swing.AbstractButton;
import javax.swing.SwingUtilities;

/** What tests of windows look for and wait for. */
public final class Windows {
  private static final long PATIENCE_NANOS = 30_000_000_000L;

  private Windows() {}

  /** Waits for something seen on the Swing thread; fails when it does not come. */
  public static void until(String what, Callable<Boolean> condition) throws Exception {
    assertThat(waits(condition)).as(what).isTrue();
  }

  /** Waits for something seen on the Swing thread; says whether it came. */
  public static boolean waits(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (System.nanoTime() < end) {
      if (seen(condition)) {
        return true;
      }
      Thread.sleep(20);
    }
    return false;
  }

  /** Asks on the Swing thread; any thread. */
  public static <T> T seen(Callable<T> question) throws Exception {
    if (SwingUtilities.isEventDispatchThread()) {
      return question.call();
    }
    FutureTask<T> asked = new FutureTask<>(question);
    SwingUtilities.invokeAndWait(asked);
    return asked.get();
  }

  /** The first component of a kind that a test means; null when there is none. */
  public static <T> T find(Container in, Class<T> kind, Predicate<T> wanted) {
    for (Component child : in.getComponents()) {
      if (kind.isInstance(child) && wanted.test(kind.cast(child))) {
        return kind.cast(child);
      }
      T found = child instanceof Container inner ? find(inner, kind, wanted) : null;
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** The button that says so; null when there is none. */
  public static AbstractButton button(Container in, String text) {
    return find(in, AbstractButton.class, b -> text.equals(b.getText()));
  }

  /** Presses the button that says so. */
  public static void click(Container in, String text) throws Exception {
    AbstractButton button = seen(() -> button(in, text));
    assertThat(button).as(text).isNotNull();
    SwingUtilities.invokeAndWait(button::doClick);
  }

  /** Presses keys together, and lets go of them. */
  public static void type(Robot robot, int... keys) {
    for (int key : keys) {
      robot.keyPress(key);
    }
    for (int i = keys.length - 1; i >= 0; i--) {
      robot.keyRelease(keys[i]);
    }
  }
}
