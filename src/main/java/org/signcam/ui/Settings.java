package org.signcam.ui;

import java.awt.Rectangle;
import java.util.Map;
import org.signcam.image.Region;
import org.signcam.ui.practice.PracticeSettings;
import org.signcam.ui.record.RecordSettings;

/**
 * What the window remembers from one start to the next.
 *
 * @param theme see {@link Theme}
 * @param projector large text and high contrast
 * @param repeat whether a video starts again at its end
 * @param window where the window was; null when it has not been placed
 * @param maximized whether it filled the screen
 * @param regions the region used last, by frame size ({@code "640x480"})
 * @param snapshotFolder where pictures were saved last; null for the user's picture folder
 * @param tab the {@link Tab#key} of the tab that was shown last
 * @param record how was recorded last
 * @param reference the hand to imitate
 * @param practice how was practised last
 */
record Settings(
    Theme theme,
    boolean projector,
    boolean repeat,
    Rectangle window,
    boolean maximized,
    Map<String, Region> regions,
    String snapshotFolder,
    String tab,
    RecordSettings record,
    ReferenceSettings reference,
    PracticeSettings practice) {

  Settings {
    regions = Map.copyOf(regions);
  }

  static Settings defaults() {
    return new Settings(
        Theme.SYSTEM,
        false,
        true,
        null,
        false,
        Map.of(),
        null,
        LiveTab.KEY,
        RecordSettings.defaults(),
        ReferenceSettings.defaults(),
        PracticeSettings.defaults());
  }

  /** The region used last at this frame size, or null. */
  Region region(int frameWidth, int frameHeight) {
    Region region = regions.get(size(frameWidth, frameHeight));
    return region == null ? null : region.clampTo(frameWidth, frameHeight);
  }

  static String size(int frameWidth, int frameHeight) {
    return frameWidth + "x" + frameHeight;
  }
}
