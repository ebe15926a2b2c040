package org.signcam.hand;

/**
 * What a hand is lit by.
 *
 * @param towards the lamp, a direction: x to the right, y up, z to the viewer
 * @param lamp its linear RGB
 * @param above linear RGB that comes from above
 * @param below and from below, off the floor
 */
record Light(Vec towards, float[] lamp, float[] above, float[] below) {}
