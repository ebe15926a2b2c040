/** From frames to labelled pictures on disk: rate, cut, what is wrong with a picture, writing. */
package org.signcam.record;
