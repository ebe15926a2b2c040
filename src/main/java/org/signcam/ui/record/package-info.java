/**
 * The Record tab. {@link org.signcam.ui.record.RecordTab} joins session, store and recorder to the
 * view; what happens when is {@link org.signcam.ui.record.Takes}, without Swing.
 */
package org.signcam.ui.record;
