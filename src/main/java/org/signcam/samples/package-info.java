/** Labelled pictures on disk: reading the folders, keeping signers apart. Knows no networks. */
package org.signcam.samples;
