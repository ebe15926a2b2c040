package org.signcam.recognize;

/**
 * Where a reading's time went, ms.
 *
 * @param cropMillis region to side×side RGB
 * @param forwardMillis to the device, normalised, through the network and back
 * @param postMillis smoothing
 */
public record StageTimes(double cropMillis, double forwardMillis, double postMillis) {}
