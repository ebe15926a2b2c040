package org.signcam.ui.gallery;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.signcam.base.UserException;
import org.signcam.samples.SampleSet;
import org.signcam.samples.SampleStore;
import org.signcam.ui.Notice;
import org.signcam.ui.SharedStore;

/**
 * The store as the gallery uses it: opened, changed off the Swing thread, one thing at a time, and
 * read anew after each change. Swing thread, but for {@link #close}.
 */
final class StoreWork implements AutoCloseable {
  private final SharedStore shared;
  private final Notice notice;
  private final Runnable onChange;
  private final Work work;
  private Consumer<SampleSet> onPictures = set -> {};
  private SampleStore store; // null until it is open
  private Changes changes; // with the store
  private SampleSet samples; // null until they have been read
  private String broken; // why the store cannot be opened, or null
  private int noticed; // how many of the store's notices have been shown

  /**
   * @param row shows what is being done
   * @param notice tells what went wrong
   * @param onChange told of every other state
   */
  StoreWork(SharedStore shared, WorkRow row, Notice notice, Runnable onChange) {
    this.shared = shared;
    this.notice = notice;
    this.onChange = onChange;
    work = new Work("signcam-gallery", row, notice::warn, onChange);
  }

  /** What is told the pictures, when they have been read anew. */
  void onPictures(Consumer<SampleSet> listener) {
    onPictures = listener;
  }

  /** Opens the store if it is not open, and reads what is in it now. */
  void open() {
    broken = null;
    shared.open(
        opened -> {
          if (store == null) {
            store = opened;
            changes = new Changes(opened);
          }
          if (!work.isBusy()) {
            change("Reading the pictures", () -> null, nothing -> {});
          }
          onChange.run();
        },
        sentence -> {
          broken = sentence;
          onChange.run();
        });
    onChange.run();
  }

  /** Null until it is open. */
  SampleStore store() {
    return store;
  }

  /** Null until the store is open. */
  Changes changes() {
    return changes;
  }

  /** The pictures that there are; null until they have been read. */
  SampleSet samples() {
    return samples;
  }

  /** Why the store cannot be opened; null where it can. */
  String broken() {
    return broken;
  }

  /** Whether the store is open, and nothing is being done with it. */
  boolean isFree() {
    return store != null && !work.isBusy();
  }

  boolean mayChange() {
    return isFree() && store.writable();
  }

  /** Looks something up. */
  <T> void look(String words, Supplier<T> task, Consumer<T> then) {
    work.start(words, false, steps -> task.get(), then, () -> {});
  }

  /**
   * Looks at something that takes its time; the user can stop it.
   *
   * @param onStop runs when it was stopped
   */
  <T> void look(String words, Work.Task<T> task, Consumer<T> then, Runnable onStop) {
    work.start(words, true, task, then, onStop);
  }

  /** Changes the store. */
  <T> void change(String words, Supplier<T> task, Consumer<T> then) {
    change(words, null, steps -> task.get(), then);
  }

  /** What a change came to, and the pictures as they are then: also when it half failed. */
  private record Result<T>(T outcome, RuntimeException failure, SampleSet now, List<String> told) {}

  /**
   * Changes the store.
   *
   * @param stopped what is said when the user has stopped it; null where that cannot be
   * @param then gets the result when the pictures have been read anew
   */
  <T> void change(String words, String stopped, Work.Task<T> task, Consumer<T> then) {
    work.start(
        words,
        stopped != null,
        steps -> {
          T outcome = null;
          RuntimeException failure = null;
          try {
            outcome = task.run(steps);
          } catch (RuntimeException e) {
            failure = e;
          }
          return new Result<>(outcome, failure, store.set(), store.notices());
        },
        result -> {
          samples = result.now();
          onPictures.accept(samples);
          tellNotices(result.told());
          if (result.failure() == null) {
            then.accept(result.outcome());
          } else if (result.failure() instanceof UserException e) {
            notice.warn(e.getMessage());
          } else if (result.failure() instanceof CancellationException) {
            notice.tell(stopped);
          } else {
            throw new IllegalStateException(words, result.failure());
          }
        },
        () -> {});
  }

  private void tellNotices(List<String> told) {
    if (told.size() > noticed) {
      notice.warn(String.join(" ", told.subList(noticed, told.size())));
      noticed = told.size();
    }
  }

  @Override
  public void close() {
    work.close();
  }
}
