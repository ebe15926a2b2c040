/**
 * Where frames come from, and the loop that keeps only the newest.
 *
 * <p>A {@link org.signcam.camera.FrameSource} can be read on its own, frame by frame with none
 * skipped. Put into a {@link org.signcam.camera.CaptureLoop} it is read on a thread of its own;
 * each frame is stamped and offered to every reader's {@link org.signcam.camera.Exchange}, where
 * the newest wins. The pixels lie in buffers of a {@link org.signcam.camera.FramePool} and are
 * leased: a buffer is filled again only when its last reader has let go.
 */
package org.signcam.camera;
