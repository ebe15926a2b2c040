package org.signcam.camera;

import java.util.Locale;
import org.signcam.camera.CaptureLoop.State;

/**
 * What is to be said of a camera, from what its thread tells and from the time that passes: how
 * long it has been silent, and how slow it is. Knows no thread and no clock: it is told the time,
 * of {@link System#nanoTime}. Any thread.
 */
final class CameraHealth {
  /** Longer without a frame is a stall; a second more than a frame of the slowest webcams takes. */
  static final long STALL_NANOS = 2_000_000_000L;

  /** Opening takes up to about four seconds, with the first picture. */
  static final long START_NANOS = 6_000_000_000L;

  /** As long as {@link FrameRate} looks back, and a second for the exposure to settle. */
  static final long SETTLE_NANOS = 3_000_000_000L;

  // Of the rate that was agreed on. In the dark webcams halve it; 24 instead of 30 is no trouble.
  private static final double SLOW_BELOW = 0.7;
  private static final double SLOW_UNTIL = 0.85;

  /**
   * What is to be said.
   *
   * @param sentence what is wrong and what to do; empty when nothing is
   */
  record Report(State state, String sentence) {}

  private static final long NEVER = Long.MIN_VALUE;

  private final FrameRate rate = new FrameRate();
  private Report told = new Report(State.STARTING, ""); // by the thread, whatever the time
  private CameraInfo info;
  private long since; // when the thread last told something
  private long liveSince;
  private long belowSince = NEVER; // when it became too slow
  private boolean slow;
  private boolean everLive;

  /** The first attempt to open it begins. */
  synchronized void starting(long now) {
    since = now;
  }

  /** It is open, and has not given a frame yet. */
  synchronized void opened(CameraInfo opened, long now) {
    info = opened;
    since = now;
  }

  /** A frame came. */
  synchronized void frame(long now) {
    rate.tick(now);
    boolean wasLate = told.state() == State.LIVE && now - since > STALL_NANOS;
    if (told.state() != State.LIVE || wasLate) {
      told = new Report(State.LIVE, "");
      liveSince = now;
      belowSince = NEVER;
      slow = false;
      everLive = true;
    }
    since = now;
  }

  /** It could not be opened, or was lost. */
  synchronized void failed(CameraException e) {
    State next =
        switch (e.trouble()) {
          case ABSENT -> everLive ? State.LOST : State.ABSENT;
          case LOST -> State.LOST;
          case BUSY -> State.BUSY;
          case FORBIDDEN -> State.FORBIDDEN;
        };
    boolean known = next == State.LOST && told.state() == State.LOST;
    if (!known) { // how it was lost says more than that it is not there
      told = new Report(next, e.getMessage());
    }
  }

  /** It ended, failed for good or was closed. */
  synchronized void over(State last, String sentence) {
    told = new Report(last, sentence);
  }

  /** How it is at that time. */
  synchronized Report at(long now) {
    long silent = now - since;
    if (told.state() == State.STARTING && silent > START_NANOS) {
      return new Report(
          State.STALLED,
          "No picture has come yet. It starts by itself when one does; a camera that gives none can"
              + " be unplugged and plugged in again.");
    }
    if (told.state() != State.LIVE || !info.live()) {
      return told;
    }
    if (silent > STALL_NANOS) {
      return new Report(
          State.STALLED,
          "The camera %s gives no more pictures. It goes on by itself when they come again; if they do not, see whether it is plugged in."
              .formatted(info.name()));
    }
    return isSlow(now) ? new Report(State.SLOW, slowness()) : told;
  }

  private boolean isSlow(long now) {
    boolean below =
        info.fps() > 0
            && now - liveSince > SETTLE_NANOS
            && rate.perSecond(now) < info.fps() * (slow ? SLOW_UNTIL : SLOW_BELOW);
    belowSince = !below ? NEVER : belowSince == NEVER ? now : belowSince;
    slow = below && now - belowSince >= SETTLE_NANOS; // one hiccup is no slowness
    return slow;
  }

  /** Without the rate that is measured: the sentence stays the same while it wavers. */
  private String slowness() {
    return String.format(
        Locale.ROOT,
        "The camera gives far fewer than the %.0f pictures a second it promised. In the dark"
            + " most cameras do: more light helps.",
        info.fps());
  }

  /** Frames a second, measured over the last two seconds. */
  double fps(long now) {
    return rate.perSecond(now);
  }

  /** What was agreed on; null before it was first open. */
  synchronized CameraInfo info() {
    return info;
  }

  /** Frames have another size from now on. */
  synchronized void resized(int width, int height) {
    info =
        new CameraInfo(
            info.name(), info.backend(), width, height, info.format(), info.fps(), info.live());
  }
}
