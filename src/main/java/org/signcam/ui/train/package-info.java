/** The Train tab: what would be learnt, learning it, and what it changed. */
package org.signcam.ui.train;
