package org.signcam.recognize;

import org.signcam.image.Region;
import org.signcam.model.Prediction;

/**
 * What was read from one frame. Immutable.
 *
 * @param sequence the frame's number, from 0
 * @param stampNanos when the frame arrived, {@link System#nanoTime}
 * @param mediaMillis the frame's time: of the file, or since the camera was opened
 * @param truth what the frame shows, where its source knows; {@code null} elsewhere
 * @param letter smoothed; {@code null} for no sign
 * @param raw of this frame alone; {@code null} for no sign
 * @param prediction of this frame alone
 * @param region that was read, frame pixels
 * @param latencyMillis from the frame's arrival to this reading
 */
public record Reading(
    long sequence,
    long stampNanos,
    double mediaMillis,
    String truth,
    String letter,
    String raw,
    Prediction prediction,
    Region region,
    StageTimes times,
    double latencyMillis) {}
