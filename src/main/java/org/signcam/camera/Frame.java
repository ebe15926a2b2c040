package org.signcam.camera;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.opencv.core.Mat;

/**
 * A lease of one buffer of a {@link FramePool}: the frame's pixels stay as they are until the lease
 * is closed. Each reader has a lease of its own and closes it exactly once; a second reader gets
 * one by {@link #retain}. The last one closed gives the buffer back. Reading through a closed lease
 * is an error that is reported, not a torn picture.
 */
public final class Frame implements AutoCloseable {
  private final Buffer buffer;
  private final AtomicBoolean closed = new AtomicBoolean();

  Frame(Buffer buffer) {
    this.buffer = buffer;
  }

  /** The pixels, height×width, 8-bit BGR, not mirrored. To be read only, once it is handed on. */
  public Mat bgr() {
    return open().mat;
  }

  /** Number of the frame, counted from 0 by the loop that read it. */
  public long sequence() {
    return open().sequence;
  }

  /** {@link System#nanoTime} when the frame had been read. */
  public long stampNanos() {
    return open().stampNanos;
  }

  /** {@link FrameSource#mediaMillis} of the frame. */
  public double mediaMillis() {
    return open().mediaMillis;
  }

  /** {@link FrameSource#truth} of the frame. */
  public String truth() {
    return open().truth;
  }

  /** In pixels. */
  public int width() {
    return open().mat.cols();
  }

  /** In pixels. */
  public int height() {
    return open().mat.rows();
  }

  /**
   * Says when the frame was taken. For whoever fills {@link #bgr}, before handing the frame on.
   *
   * @return this
   */
  public Frame stamp(long sequence, long stampNanos, double mediaMillis) {
    Buffer b = open();
    b.sequence = sequence;
    b.stampNanos = stampNanos;
    b.mediaMillis = mediaMillis;
    b.truth = null;
    return this;
  }

  /** Says what it shows, likewise; {@link #stamp} forgets what another frame has shown. */
  public Frame truth(String letter) {
    open().truth = letter;
    return this;
  }

  /** One more lease of the same frame, closed by its own reader. */
  public Frame retain() {
    open().leases.incrementAndGet();
    return new Frame(buffer);
  }

  /**
   * Gives the lease back.
   *
   * @throws IllegalStateException when it was given back before
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      throw new IllegalStateException("This lease of a frame was closed before. Must be a bug.");
    }
    if (buffer.leases.decrementAndGet() == 0) {
      buffer.pool.giveBack(buffer);
    }
  }

  private Buffer open() {
    if (closed.get()) {
      throw new IllegalStateException(
          "This lease of a frame is closed; its pixels may be another frame's. Must be a bug.");
    }
    return buffer;
  }

  /** What is leased. Its fields are written by the camera thread before the frame is handed on. */
  static final class Buffer {
    final FramePool pool;
    final Mat mat = new Mat();
    final AtomicInteger leases = new AtomicInteger();
    long sequence;
    long stampNanos;
    double mediaMillis;
    String truth;

    Buffer(FramePool pool) {
      this.pool = pool;
    }
  }
}
