package org.signcam.camera;

import java.util.ArrayDeque;
import org.signcam.image.OpenCv;

/**
 * The buffers that frames are read into. Grows on demand up to its limit, then keeps its buffers
 * and their memory. Any thread may lease and give back.
 */
public final class FramePool implements AutoCloseable {
  /** Four for the loop and three exchanges, as many for their readers, the rest for a recorder. */
  private static final int DEFAULT_LIMIT = 32;

  static {
    OpenCv.load();
  }

  private final int limit;
  private final ArrayDeque<Frame.Buffer> free = new ArrayDeque<>();
  private int outstanding;
  private boolean closed;

  /** A pool of up to 32 frames. */
  public FramePool() {
    this(DEFAULT_LIMIT);
  }

  /**
   * @param limit how many frames may be leased at a time
   */
  public FramePool(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("A pool needs at least one buffer, not " + limit);
    }
    this.limit = limit;
  }

  /**
   * A buffer to fill, or null when as many as the limit are leased: readers hold on to too many.
   * Never waits. The one used last comes first, since its memory is most likely in the cache.
   */
  public synchronized Frame lease() {
    if (closed) {
      throw new IllegalStateException("The pool is closed");
    }
    if (outstanding == limit) {
      return null;
    }
    Frame.Buffer buffer = free.isEmpty() ? new Frame.Buffer(this) : free.pop();
    buffer.leases.set(1);
    outstanding++;
    return new Frame(buffer);
  }

  synchronized void giveBack(Frame.Buffer buffer) {
    outstanding--;
    if (closed) {
      buffer.mat.release();
    } else {
      free.push(buffer);
    }
  }

  /** How many buffers are leased now; 0 when every reader has let go. */
  public synchronized int outstanding() {
    return outstanding;
  }

  /** How many buffers there are, leased or free. */
  public synchronized int size() {
    return outstanding + free.size();
  }

  /** Frees the buffers; those still leased are freed when their last reader lets go. */
  @Override
  public synchronized void close() {
    closed = true;
    free.forEach(buffer -> buffer.mat.release());
    free.clear();
  }
}
