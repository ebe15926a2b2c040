package org.signcam.ui;

import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
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
import org.signcam.image.OpenCv;

/** A frame of 640×480 painted mirrored into a window's buffer; the peer is Java2D's scaling. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FrameImageBench {
  /** 640 is the frame's own size, 860 about what the window's first size shows. */
  @Param({"480", "640", "860"})
  public int width;

  private FrameImage image;
  private final BufferedImage copy = new BufferedImage(640, 480, BufferedImage.TYPE_3BYTE_BGR);
  private Mat frame;
  private Rectangle view;
  private BufferedImage window;

  /** Makes a frame of noise. */
  @Setup
  public void make() {
    OpenCv.load();
    image = new FrameImage();
    frame = new Mat(480, 640, CvType.CV_8UC3);
    Core.randu(frame, 0, 256);
    view = new Rectangle(20, 10, width, width * 3 / 4);
    window = new BufferedImage(1280, 720, BufferedImage.TYPE_INT_RGB);
  }

  /** Frees it. */
  @TearDown
  public void free() {
    image.close();
    frame.release();
  }

  /** Ours. */
  @Benchmark
  public BufferedImage paint() {
    image.set(frame);
    Graphics2D g = window.createGraphics();
    image.paint(g, view, view);
    g.dispose();
    return window;
  }

  /** The peer, bilinear. */
  @Benchmark
  public BufferedImage java2d() {
    frame.get(0, 0, ((DataBufferByte) copy.getRaster().getDataBuffer()).getData());
    Graphics2D g = window.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    double scale = view.width / 640.0;
    g.drawImage(copy, new AffineTransform(-scale, 0, 0, scale, view.x + view.width, view.y), null);
    g.dispose();
    return window;
  }
}
