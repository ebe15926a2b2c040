package org.signcam.model;

/**
 * Between what a step of a network gave on pictures, so that it can be kept in 8 bits.
 *
 * @param low the least that matters
 * @param high the most that matters, at least {@code low}
 */
public record ActivationRange(float low, float high) {}
