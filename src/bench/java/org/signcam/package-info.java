/**
 * JMH benchmarks of the pure parts of a frame's way. Not part of the normal build:
 *
 * <pre>{@code
 * mvn -q -Pbench test-compile exec:exec                     # all of them
 * mvn -q -Pbench test-compile exec:exec -Djmh="InputImage -prof gc"
 * }</pre>
 *
 * <p>Where there is a peer, it does the same work in the same run: compare the two, not two days.
 */
package org.signcam;
