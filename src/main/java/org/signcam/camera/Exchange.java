package org.signcam.camera;

import java.util.concurrent.TimeUnit;

/**
 * The hand-over from the camera thread to one reader: one slot, newest wins. Publishing never
 * waits; a frame that is replaced before it was taken counts as dropped. The lock guards two fields
 * and is never held across a native call.
 */
public final class Exchange implements AutoCloseable {
  private Frame slot;
  private boolean ended;
  private long dropped;
  private volatile Runnable listener = () -> {};

  /** Says who is told, on the publishing thread, that a frame can be taken; it must not wait. */
  public void onFrame(Runnable told) {
    listener = told;
  }

  /**
   * Offers a frame and takes over the caller's lease of it. After {@link #end} it is let go at
   * once.
   */
  public void publish(Frame frame) {
    Frame replaced;
    synchronized (this) {
      if (ended) {
        replaced = frame;
      } else {
        replaced = slot;
        slot = frame;
        dropped += replaced == null ? 0 : 1;
        notifyAll();
      }
    }
    if (replaced != null) {
      replaced.close();
    }
    listener.run();
  }

  /**
   * Takes the newest frame, waiting for one if need be; the caller closes it.
   *
   * @return null when none came in time, or when there will be no more ({@link #ended})
   */
  public synchronized Frame take(long timeoutMillis) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    while (slot == null && !ended) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return null;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    Frame taken = slot;
    slot = null;
    return taken;
  }

  /** Frames that were replaced before they were taken. */
  public synchronized long dropped() {
    return dropped;
  }

  /** Says that no frame follows. The one in the slot can still be taken. */
  public synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** Takes frames again after an {@link #end}: another source begins. */
  synchronized void begin() {
    ended = false;
  }

  /** Whether there are no more frames: ended, and the last one taken. */
  public synchronized boolean ended() {
    return ended && slot == null;
  }

  /** Ends, and lets the frame in the slot go. */
  @Override
  public void close() {
    Frame left;
    synchronized (this) {
      end();
      left = slot;
      slot = null;
    }
    if (left != null) {
      left.close();
    }
  }
}
