/** Runs models: chooses engine and device, and opens a model file on them. */
package org.signcam.inference;
