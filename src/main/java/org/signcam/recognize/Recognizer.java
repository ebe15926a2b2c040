package org.signcam.recognize;

import java.nio.ByteBuffer;
import org.signcam.camera.Frame;
import org.signcam.image.InputImage;
import org.signcam.image.Region;
import org.signcam.model.Classifier;
import org.signcam.model.Prediction;

/** Frame in, reading out. Owns its input buffer, not the model. One thread at a time. */
public final class Recognizer implements AutoCloseable {
  private final Classifier model;
  private final Smoother smoother;
  private final InputImage input;

  public Recognizer(Classifier model, Smoother smoother) {
    this.model = model;
    this.smoother = smoother;
    input = new InputImage(model.inputSide());
  }

  /**
   * Reads one frame. Its pixels are the camera's own: never mirrored, whatever the preview does.
   *
   * @param frame H×W×3 uint8 BGR; stays the caller's
   * @param region in frame pixels, or {@code null} for the centred one; cut to the frame
   */
  public Reading read(Frame frame, Region region) {
    Region square =
        region == null
            ? Region.centred(frame.width(), frame.height())
            : region.clampTo(frame.width(), frame.height());
    long start = System.nanoTime();
    ByteBuffer rgb = input.fill(frame.bgr(), square); // side×side×3 uint8 RGB
    long cropped = System.nanoTime();
    Prediction prediction = model.predict(rgb); // normalised on the device, 1×3×side×side → letters
    long predicted = System.nanoTime();
    String letter = smoother.next(prediction, frame.mediaMillis());
    long end = System.nanoTime();
    StageTimes times =
        new StageTimes(
            (cropped - start) / 1e6, (predicted - cropped) / 1e6, (end - predicted) / 1e6);
    return new Reading(
        frame.sequence(),
        frame.stampNanos(),
        frame.mediaMillis(),
        frame.truth(),
        letter,
        prediction.letter(),
        prediction,
        square,
        times,
        (end - frame.stampNanos()) / 1e6);
  }

  @Override
  public void close() {
    input.close();
  }
}
