package org.signcam.ui;

import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import javax.swing.JComponent;

/**
 * A tab that is made when it is first shown, so that the window is there sooner. Swing thread, but
 * for {@link #close}.
 */
final class LazyTab<T extends Tab> implements Tab {
  private final String title;
  private final String key;
  private final Supplier<T> maker;
  private volatile T made; // read by the thread that closes

  /**
   * Nothing is made yet.
   *
   * @param title as the tab's own
   * @param key as the tab's own
   */
  LazyTab(String title, String key, Supplier<T> maker) {
    this.title = title;
    this.key = key;
    this.maker = maker;
  }

  /** The tab, made now if it was not. */
  T get() {
    if (made == null) {
      made = maker.get();
    }
    return made;
  }

  /** Whether it has been made. */
  boolean isMade() {
    return made != null;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public JComponent view() {
    return get().view();
  }

  @Override
  public JComponent focus() {
    return get().focus();
  }

  @Override
  public void shown() {
    get().shown();
  }

  @Override
  public Notice notice() {
    return get().notice();
  }

  @Override
  public Set<Command> commands() {
    return isMade() ? made.commands() : Set.of();
  }

  @Override
  public void run(Command command) {
    get().run(command);
  }

  @Override
  public boolean isOn(Command command) {
    return isMade() && made.isOn(command);
  }

  @Override
  public void setBare(boolean bare) {
    get().setBare(bare);
  }

  @Override
  public Map<String, String> keys() {
    return get().keys();
  }

  @Override
  public boolean escape() {
    return isMade() && made.escape();
  }

  @Override
  public boolean mayClose() {
    return !isMade() || made.mayClose();
  }

  @Override
  public void hidden() {
    if (isMade()) {
      made.hidden();
    }
  }

  @Override
  public void close() {
    if (isMade()) {
      made.close();
    }
  }
}
