/** A frame in, a reading out: the hot path, smoothing and the recognizer thread. */
package org.signcam.recognize;
