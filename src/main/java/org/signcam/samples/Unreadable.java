package org.signcam.samples;

/** A picture that cannot be read, and a sentence that says why and names the file. */
public record Unreadable(Sample sample, String why) {}
