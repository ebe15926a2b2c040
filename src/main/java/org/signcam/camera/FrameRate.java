package org.signcam.camera;

/** Frames a second as measured over the last two seconds. Any thread. */
final class FrameRate {
  private static final long WINDOW_NANOS = 2_000_000_000L;

  private final long[] stamps = new long[256]; // at more than 128 fps it covers less than 2 s
  private int count;

  /** A frame arrived. */
  synchronized void tick(long nowNanos) {
    stamps[count % stamps.length] = nowNanos;
    count++;
  }

  /** 0 with fewer than two frames in the last two seconds. */
  synchronized double perSecond(long nowNanos) {
    if (count == 0) {
      return 0;
    }
    long last = stamps[(count - 1) % stamps.length];
    long first = last;
    int intervals = -1;
    for (int i = count - 1; i >= Math.max(0, count - stamps.length); i--) {
      long stamp = stamps[i % stamps.length];
      if (nowNanos - stamp > WINDOW_NANOS) {
        break;
      }
      first = stamp;
      intervals++;
    }
    return intervals < 1 ? 0 : intervals * 1e9 / Math.max(1, last - first);
  }
}
