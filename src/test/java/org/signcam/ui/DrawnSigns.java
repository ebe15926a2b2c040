package org.signcam.ui;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.Point;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;
import org.signcam.camera.CameraInfo;
import org.signcam.camera.FrameSource;
import org.signcam.image.Region;
import org.signcam.samples.RecordingSession;
import org.signcam.samples.SampleStore;

/**
 * A clip for a camera, of somebody who signs what the test says: a disc is A, a cross B, bars are
 * C, an empty room is nothing. It sways a little, and everybody has a tone.
 */
public final class DrawnSigns implements FrameSource {
  public static final int WIDTH = 320;
  public static final int HEIGHT = 240;
  public static final List<String> SIGNS = List.of("A", "B", "C", "nothing");

  private static final double FPS = 30;

  /** The tone of a dark hand before a bright wall. */
  public static final int DARK = 5;

  private final int tone;
  private volatile String sign = "nothing";
  private int next;

  /**
   * @param tone of the hand, from 0, {@link #DARK} the last
   */
  public DrawnSigns(int tone) {
    this.tone = tone;
  }

  /** Signs something else from now on. */
  public void show(String next) {
    sign = next;
  }

  /** Writes pictures of people as a sample folder: SIGNER/SIGN/N.png, signer i of tone i. */
  public static Path people(Path folder, List<String> signers, int each) throws Exception {
    for (String signer : signers) {
      for (String sign : SIGNS) {
        Path place = Files.createDirectories(folder.resolve(signer).resolve(sign));
        for (int i = 0; i < each; i++) {
          Mat picture = new Mat();
          draw(picture, sign, signers.indexOf(signer), 7 * i);
          int side = HEIGHT * 3 / 4;
          Rect square = new Rect((WIDTH - side) / 2, (HEIGHT - side) / 2, side, side);
          Imgcodecs.imwrite(place.resolve(i + ".png").toString(), picture.submat(square));
          picture.release();
        }
      }
    }
    return folder;
  }

  /**
   * Records a session of so many bursts of each sign, as the recorder would.
   *
   * @param counts pictures of a burst, by sign
   */
  public static void record(
      Path samples, String signer, int tone, int bursts, Map<String, Integer> counts) {
    try (SampleStore store = SampleStore.open(samples);
        RecordingSession session = store.begin(signer, "Drawn signs")) {
      int frame = 0;
      for (int burst = 0; burst < bursts; burst++) {
        for (Map.Entry<String, Integer> sign : counts.entrySet()) {
          session.nextBurst();
          for (int i = 0; i < sign.getValue(); i++) {
            byte[] jpeg = jpeg(sign.getKey(), tone, 5 * frame++);
            session.add(sign.getKey(), jpeg, new Region(70, 30, 180), Instant.now());
          }
        }
      }
    }
  }

  private static byte[] jpeg(String sign, int tone, int frame) {
    Mat picture = new Mat();
    draw(picture, sign, tone, frame);
    MatOfByte jpeg = new MatOfByte();
    Imgcodecs.imencode(".jpg", picture, jpeg);
    byte[] bytes = jpeg.toArray();
    picture.release();
    jpeg.release();
    return bytes;
  }

  @Override
  public boolean read(Mat into) {
    draw(into, sign, tone, next++);
    return true;
  }

  private static void draw(Mat into, String sign, int tone, int frame) {
    into.create(HEIGHT, WIDTH, CvType.CV_8UC3);
    boolean dark = tone >= DARK;
    Core.randu(into, dark ? 130 : 40, dark ? 200 : 110); // no two pictures are the same
    double x = WIDTH / 2.0 + 12 * Math.sin(frame / FPS * 4);
    double y = HEIGHT / 2.0 + 8 * Math.cos(frame / FPS * 3);
    Scalar skin = dark ? new Scalar(30, 40, 60) : new Scalar(110 + 12 * tone, 150, 230 - 14 * tone);
    switch (sign) {
      case "A" -> Imgproc.circle(into, new Point(x, y), 55, skin, -1);
      case "B" -> {
        bar(into, x - 60, y, x + 60, y, skin);
        bar(into, x, y - 60, x, y + 60, skin);
      }
      case "C" -> {
        for (int i = -1; i <= 1; i++) {
          bar(into, x + 40 * i, y - 60, x + 40 * i, y + 60, skin);
        }
      }
      default -> {
        // An empty room.
      }
    }
  }

  private static void bar(Mat into, double x1, double y1, double x2, double y2, Scalar skin) {
    Imgproc.line(into, new Point(x1, y1), new Point(x2, y2), skin, 20);
  }

  @Override
  public double mediaMillis() {
    return (next - 1) * 1000 / FPS;
  }

  @Override
  public CameraInfo info() {
    return new CameraInfo("Drawn signs", "drawn", WIDTH, HEIGHT, "BGR", FPS, false);
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
