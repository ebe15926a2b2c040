/**
 * The Swing window. Panels show plain data and know no camera; {@link org.signcam.ui.LiveSession}
 * owns camera and model and runs off the Swing thread; {@link org.signcam.ui.MainWindow} joins the
 * two.
 */
package org.signcam.ui;
