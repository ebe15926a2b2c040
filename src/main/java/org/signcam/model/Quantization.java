package org.signcam.model;

import java.util.Map;

/**
 * What is needed to run a model in 8 bits, and whether it shall.
 *
 * @param ranges of the activations, by the name of the step that makes them, as measured on
 *     pictures that it was trained on
 * @param preferred whether 8 bits were as accurate as float32 on people kept out of training, so
 *     that they are what is used unless the user asks otherwise
 * @param measured the figures behind that, for the reader
 */
public record Quantization(
    Map<String, ActivationRange> ranges, boolean preferred, Map<String, Object> measured) {}
