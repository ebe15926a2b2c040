package org.signcam.image;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A square of a 640×480 frame to 224×224 RGB bytes; the peer is Java2D's bilinear scaling. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class InputImageBench {
  private static final int SIDE = 224;

  /** 288 is the centred square, 448 shrinks by a whole number, 160 grows. */
  @Param({"288", "448", "160"})
  public int square;

  private Mat frame; // 480×640, CV_8UC3
  private Region region;
  private InputImage input;
  private BufferedImage picture;
  private final BufferedImage scaled = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_3BYTE_BGR);
  private final ByteBuffer rgb = ByteBuffer.allocateDirect(SIDE * SIDE * 3);

  /** Makes a frame of noise. */
  @Setup
  public void make() {
    OpenCv.load();
    frame = new Mat(480, 640, CvType.CV_8UC3);
    Core.randu(frame, 0, 256);
    region = new Region((640 - square) / 2, (480 - square) / 2, square);
    input = new InputImage(SIDE);
    picture = new BufferedImage(640, 480, BufferedImage.TYPE_3BYTE_BGR);
    frame.get(0, 0, ((DataBufferByte) picture.getRaster().getDataBuffer()).getData());
  }

  /** Frees it. */
  @TearDown
  public void free() {
    input.close();
    frame.release();
  }

  /** Ours. */
  @Benchmark
  public ByteBuffer fill() {
    return input.fill(frame, region);
  }

  /** The peer. */
  @Benchmark
  public ByteBuffer java2d() {
    Graphics2D g = scaled.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    int right = region.x() + square;
    int bottom = region.y() + square;
    g.drawImage(picture, 0, 0, SIDE, SIDE, region.x(), region.y(), right, bottom, null);
    g.dispose();
    byte[] bgr = ((DataBufferByte) scaled.getRaster().getDataBuffer()).getData();
    for (int i = 0; i < bgr.length; i += 3) {
      rgb.put(i, bgr[i + 2]).put(i + 1, bgr[i + 1]).put(i + 2, bgr[i]);
    }
    return rgb;
  }
}
