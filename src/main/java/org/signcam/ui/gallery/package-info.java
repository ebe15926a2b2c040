/**
 * The Gallery tab: looking through the recorded pictures, sorting out, importing and exporting.
 * What does not draw ({@code Arrangement}, {@code Grid}, {@code Selection}, {@code Thumbnails},
 * {@code Changes}, {@code Opinions}) knows no Swing component.
 */
package org.signcam.ui.gallery;
