/**
 * From a frame to the network's input: regions, pictures, resizing. Pure functions over OpenCV
 * matrices; nothing here knows a camera or a network.
 */
package org.signcam.image;
