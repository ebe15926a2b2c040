/**
 * Readers of other people's files, fed with any bytes. In the tests they read again what was kept
 * in {@code src/test/resources/org/signcam/fuzz}: a few right files to begin with, and what a
 * search has found. To search, guided by which branches are reached (Jazzer, not part of the normal
 * build):
 *
 * <pre>{@code
 * mvn -q -Pfuzz test-compile exec:exec -Dreader=torch -Dseconds=300
 * }</pre>
 *
 * <p>The readers are those of {@link org.signcam.fuzz.Reader}, in small letters. What breaks one is
 * left as {@code target/fuzz/READER-crash-…}: mend the reader and keep the file.
 */
package org.signcam.fuzz;
