/** The Models tab: which there are, what each says of itself, two side by side. */
package org.signcam.ui.models;
