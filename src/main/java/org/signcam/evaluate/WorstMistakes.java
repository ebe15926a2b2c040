package org.signcam.evaluate;

import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.core.Rect;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;
import org.signcam.base.UserException;
import org.signcam.image.Region;

/** The wrong letters that were answered with the most confidence, as small pictures in the page. */
final class WorstMistakes {
  static final int MOST = 24;
  private static final int SIDE = 160; // px
  private static final int QUALITY = 80; // of JPEG

  private WorstMistakes() {}

  /** Letters read as another, and anything else read as a letter; the most confident first. */
  static List<Outcome> of(List<Outcome> outcomes) {
    return outcomes.stream()
        .filter(o -> o.read() != null && !o.correct())
        .sorted(
            Comparator.comparingDouble((Outcome o) -> o.prediction().confidence())
                .reversed()
                .thenComparing(o -> o.sample().file().toString()))
        .limit(MOST)
        .toList();
  }

  /** A grid of figures; each has the square that the model saw. */
  static String html(List<Outcome> mistakes) {
    StringBuilder html = new StringBuilder("<div class=\"mistakes\">\n");
    for (Outcome o : mistakes) {
      String read = Html.text(o.label()) + " read as " + Html.text(o.read());
      html.append(
          """
          <figure>%s<figcaption><b>%s</b> %s<br>%s<br><small>%s</small></figcaption></figure>
          """
              .formatted(
                  picture(o, read),
                  read,
                  Html.percent(o.prediction().confidence()),
                  Html.text(o.sample().signer()),
                  Html.text(shortened(o.sample().file()))));
    }
    return html.append("</div>\n").toString();
  }

  /** Its last three names: signer, letter and picture, as samples mostly lie. */
  private static Path shortened(Path file) {
    int names = file.getNameCount();
    return file.subpath(Math.max(0, names - 3), names);
  }

  private static String picture(Outcome o, String alternative) {
    try {
      String jpeg = Base64.getEncoder().encodeToString(thumbnail(o));
      return "<img alt=\"%s\" src=\"data:image/jpeg;base64,%s\">".formatted(alternative, jpeg);
    } catch (UserException e) {
      return "<p>The picture is gone.</p>"; // since it was measured; the rest is worth keeping
    }
  }

  private static byte[] thumbnail(Outcome o) {
    Mat bgr = o.sample().read();
    Region seen = Evaluation.centredSquare(bgr.cols(), bgr.rows());
    Mat square = bgr.submat(new Rect(seen.x(), seen.y(), seen.side(), seen.side()));
    Mat small = new Mat();
    MatOfByte jpeg = new MatOfByte();
    MatOfInt quality = new MatOfInt(Imgcodecs.IMWRITE_JPEG_QUALITY, QUALITY);
    try {
      int side = Math.min(SIDE, seen.side());
      Imgproc.resize(square, small, new Size(side, side), 0, 0, Imgproc.INTER_AREA);
      Imgcodecs.imencode(".jpg", small, jpeg, quality);
      return jpeg.toArray();
    } finally {
      quality.release();
      jpeg.release();
      small.release();
      square.release();
      bgr.release();
    }
  }
}
