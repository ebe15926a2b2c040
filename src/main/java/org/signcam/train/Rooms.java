package org.signcam.train;

import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.signcam.image.Pictures;

/**
 * What may be seen behind a hand: rooms, other training pictures out of focus, or plain colour.
 * Same generator state, same room, on any thread.
 *
 * @param rooms pictures without a hand; may be empty
 * @param blurred pictures of any kind, used so blurred that no hand is left; may be empty
 */
record Rooms(List<Path> rooms, List<Path> blurred) {
  /** Nothing but plain colour. */
  static final Rooms NONE = new Rooms(List.of(), List.of());

  /** Something to stand before, h×w×3 uint8 BGR; the caller releases it. */
  Mat behind(int w, int h, RandomGenerator random) {
    double kind = random.nextDouble();
    Mat room;
    if (kind < 0.6 && !rooms.isEmpty()) {
      room = part(rooms, w, h, random);
    } else if (kind < 0.9 && !blurred.isEmpty()) {
      room = part(blurred, w, h, random);
      double sigma = random.nextDouble(0.03, 0.08) * Math.max(w, h);
      Imgproc.GaussianBlur(room, room, new Size(0, 0), sigma);
    } else {
      room = new Mat(h, w, CvType.CV_8UC3, colour(random));
    }
    room.convertTo(room, -1, random.nextDouble(0.5, 1.3), 0);
    return room;
  }

  /** Something sharp to stand in front of the hand; the caller releases it. */
  Mat before(int w, int h, RandomGenerator random) {
    return rooms.isEmpty() || random.nextBoolean()
        ? new Mat(h, w, CvType.CV_8UC3, colour(random))
        : part(rooms, w, h, random);
  }

  static Scalar colour(RandomGenerator random) {
    return new Scalar(random.nextInt(256), random.nextInt(256), random.nextInt(256));
  }

  /** A random square of a random picture, mirrored or not, scaled to w×h px. */
  private static Mat part(List<Path> files, int w, int h, RandomGenerator random) {
    Mat picture = Pictures.read(files.get(random.nextInt(files.size())));
    int least = Math.min(picture.width(), picture.height());
    int size = Math.max(1, (int) (least * random.nextDouble(0.4, 1)));
    int x = random.nextInt(picture.width() - size + 1);
    int y = random.nextInt(picture.height() - size + 1);
    Mat square = picture.submat(new Rect(x, y, size, size));
    Mat scaled = new Mat();
    Imgproc.resize(square, scaled, new Size(w, h));
    if (random.nextBoolean()) {
      Core.flip(scaled, scaled, 1);
    }
    square.release();
    picture.release();
    return scaled;
  }
}
