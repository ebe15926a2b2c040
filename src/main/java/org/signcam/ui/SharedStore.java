package org.signcam.ui;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import javax.swing.SwingWorker;
import org.signcam.base.UserException;
import org.signcam.samples.SampleStore;

/**
 * The one sample store of all tabs. It is opened when a tab first asks for it, off the Swing
 * thread, for it may have much to read. Swing thread, but for {@link #close}.
 */
public final class SharedStore implements AutoCloseable {
  private record Waiting(Consumer<SampleStore> then, Consumer<String> otherwise) {}

  private final Path root;
  private final List<Waiting> waiting = new ArrayList<>();
  private volatile SampleStore store;
  private SwingWorker<SampleStore, Void> opening; // null while nothing is being opened
  private volatile boolean closed;

  SharedStore(Path root) {
    this.root = root;
  }

  public Path root() {
    return root;
  }

  /**
   * Gives the store, at once when it is open; one that could not be opened is tried again.
   *
   * @param then gets it, on the Swing thread
   * @param otherwise gets a sentence that says why it cannot be used
   */
  public void open(Consumer<SampleStore> then, Consumer<String> otherwise) {
    if (store != null) {
      then.accept(store);
      return;
    }
    waiting.add(new Waiting(then, otherwise));
    if (opening == null) {
      opening = new Opening();
      opening.execute();
    }
  }

  private final class Opening extends SwingWorker<SampleStore, Void> {
    @Override
    protected SampleStore doInBackground() {
      SampleStore opened = SampleStore.open(root);
      if (closed) {
        opened.close();
      }
      return opened;
    }

    @Override
    protected void done() {
      opening = null;
      List<Waiting> told = List.copyOf(waiting);
      waiting.clear();
      if (closed) {
        return;
      }
      try {
        store = get();
        told.forEach(w -> w.then().accept(store));
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UserException)) {
          throw new IllegalStateException("Opening the samples", e.getCause());
        }
        told.forEach(w -> w.otherwise().accept(e.getCause().getMessage()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Closes the store. Any thread; nothing may be recording any more. */
  @Override
  public void close() {
    closed = true;
    SampleStore open = store;
    if (open != null) {
      open.close();
    }
  }
}
