package org.signcam.ui.gallery;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.signcam.base.UserException;
import org.signcam.image.Pictures;
import org.signcam.image.Region;
import org.signcam.samples.Sample;

/**
 * Small pictures of the hands, made on threads of their own, of those that are wanted at the moment
 * alone, and kept as long as there is room. Any thread.
 */
final class Thumbnails implements AutoCloseable {
  /** Makes a thumbnail; null for a picture that cannot be read. */
  interface Maker {
    BufferedImage make(Sample sample, int side);
  }

  private static final int CHANNELS = 3; // bytes a pixel

  private final Maker maker;
  private final Consumer<Sample> onMade;
  private final long most;
  private final BoundedCache<Sample, Optional<BufferedImage>> made;
  private final Deque<Sample> wanted = new ArrayDeque<>(); // guarded by this
  private final Set<Sample> inWork = new HashSet<>(); // guarded by this
  private final List<Thread> threads = new ArrayList<>();
  private int side = 128; // guarded by this
  private boolean closed; // guarded by this

  /**
   * @param most bytes of pictures to keep
   * @param onMade told each that is there, on a thread of this
   */
  @SuppressWarnings("ThreadPriorityCheck") // a wish: nothing relies on it
  Thumbnails(long most, int threadCount, Maker maker, Consumer<Sample> onMade) {
    this.maker = maker;
    this.onMade = onMade;
    this.most = most;
    made = new BoundedCache<>(most);
    for (int i = 0; i < threadCount; i++) {
      Thread thread = new Thread(this::work, "signcam-thumbnails-" + (i + 1));
      thread.setDaemon(true);
      thread.setPriority(Thread.MIN_PRIORITY);
      threads.add(thread);
      thread.start();
    }
  }

  /** Their side from now on, pixels of the screen; those of another are forgotten. */
  synchronized void setSide(int pixels) {
    if (pixels != side) {
      side = pixels;
      wanted.clear();
      made.clear();
    }
  }

  /**
   * What is to be made now, the most urgent first, in place of what was wanted before; no more than
   * there is room for at once.
   */
  synchronized void want(Collection<Sample> samples) {
    wanted.clear();
    long room = Math.max(1, most / ((long) side * side * CHANNELS));
    samples.stream()
        .limit(room)
        .filter(s -> !made.contains(s) && !inWork.contains(s))
        .forEach(wanted::add);
    notifyAll();
  }

  /** Null where it is not there yet, empty where the picture cannot be read. */
  Optional<BufferedImage> get(Sample sample) {
    return made.get(sample);
  }

  /** Bytes kept. */
  long bytes() {
    return made.bytes();
  }

  private void work() {
    try {
      while (true) {
        Sample sample;
        int size;
        synchronized (this) {
          while (wanted.isEmpty() && !closed) {
            wait();
          }
          if (closed) {
            return;
          }
          sample = wanted.poll();
          inWork.add(sample);
          size = side;
        }
        BufferedImage image = null;
        try {
          image = maker.make(sample, size);
        } finally {
          keep(sample, image, size);
        }
        onMade.accept(sample);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void keep(Sample sample, BufferedImage image, int size) {
    inWork.remove(sample);
    if (size == side) {
      long bytes = image == null ? 1 : (long) image.getWidth() * image.getHeight() * CHANNELS;
      made.put(sample, Optional.ofNullable(image), bytes);
    }
  }

  /** The region that the model sees, scaled to side×side; null where it cannot be read. */
  static BufferedImage read(Sample sample, int side) {
    Mat bgr = null;
    Mat square = null;
    Mat scaled = new Mat();
    try {
      Pictures.Reduced reduced = Pictures.readReduced(sample.file(), sample.region(), side);
      bgr = reduced.bgr();
      int factor = reduced.factor();
      Region full = sample.square(bgr.cols() * factor, bgr.rows() * factor);
      int x = Math.min(full.x() / factor, bgr.cols() - 1);
      int y = Math.min(full.y() / factor, bgr.rows() - 1);
      int most = Math.min(bgr.cols() - x, bgr.rows() - y);
      int length = Math.max(1, Math.min(full.side() / factor, most));
      square = bgr.submat(new Rect(x, y, length, length));
      int interpolation = length > side ? Imgproc.INTER_AREA : Imgproc.INTER_LINEAR;
      Imgproc.resize(square, scaled, new Size(side, side), 0, 0, interpolation);
      BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_3BYTE_BGR);
      scaled.get(0, 0, ((DataBufferByte) image.getRaster().getDataBuffer()).getData());
      return image;
    } catch (UserException e) {
      return null;
    } finally {
      for (Mat mat : new Mat[] {square, bgr, scaled}) {
        if (mat != null) {
          mat.release();
        }
      }
    }
  }

  /** Ends the threads and waits for them. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      wanted.clear();
      notifyAll();
    }
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
