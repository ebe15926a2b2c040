package org.signcam.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.videoio.VideoWriter;
import org.signcam.base.Hostile;
import org.signcam.image.OpenCv;

/** Videos that are cut, damaged, of another kind than they say, or made to harm. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileVideosTest {
  private static final int FRAMES = 10;

  @TempDir private Path folder;
  private byte[] avi;
  private int frames;

  @BeforeEach
  void record() throws IOException {
    OpenCv.load();
    Path file = folder.resolve("whole.avi");
    VideoWriter writer =
        new VideoWriter(
            file.toString(), VideoWriter.fourcc('M', 'J', 'P', 'G'), 25, new Size(64, 48));
    Mat mat = new Mat(48, 64, CvType.CV_8UC3);
    for (int i = 0; i < FRAMES; i++) {
      mat.setTo(new Scalar(10 * i, 10 * i, 10 * i));
      writer.write(mat);
    }
    writer.release();
    mat.release();
    avi = Files.readAllBytes(file);
  }

  /** Reads to the end; what was read is in {@link #frames}. */
  private String refusal(String name, byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve(name), bytes);
    frames = 0;
    Mat bgr = new Mat();
    String sentence =
        Hostile.refusal(
            name,
            4 * Hostile.SLACK, // FFmpeg's own classes among it
            () -> {
              try (FrameSource source = Cameras.open(file.toString(), CameraOptions.defaults())) {
                while (frames < 1000 && source.read(bgr)) {
                  frames++;
                }
              }
            });
    bgr.release();
    return sentence;
  }

  @Test
  void cutAnywhereItsFramesUpToThereAreReadOrItIsRefused() throws IOException {
    assertThat(refusal("whole.avi", avi)).isNull();
    assertThat(frames).isEqualTo(FRAMES);
    for (int share = 0; share < 20; share++) {
      refusal("cut.avi", Arrays.copyOf(avi, avi.length * share / 20));
      assertThat(frames).as("%d of 20", share).isLessThan(FRAMES);
    }
  }

  @Test
  void zerosAndOtherKindsOfFilesAreRefused() throws IOException {
    assertThat(refusal("none.mp4", new byte[0])).contains("none.mp4");
    assertThat(refusal("zeros.mp4", new byte[100_000])).contains("zeros.mp4");
    assertThat(refusal("video.jpg", avi)).contains("is not a picture");
    refusal("zeroed.avi", zeroed());
    assertThat(frames).isLessThan(FRAMES);
  }

  private byte[] zeroed() {
    byte[] bytes = avi.clone();
    Arrays.fill(bytes, bytes.length / 2, bytes.length, (byte) 0);
    return bytes;
  }

  @Test
  void theBytesTellTheFormatNotTheName() throws IOException {
    assertThat(refusal("really-avi.mp4", avi)).isNull();
    assertThat(frames).isEqualTo(FRAMES);
  }

  @Test
  void aGiantIsRefusedByItsHeader() throws IOException {
    byte[] giant = avi.clone();
    for (int i = 0; i < giant.length - 8; i++) {
      ByteBuffer at = ByteBuffer.wrap(giant, i, 8).order(ByteOrder.LITTLE_ENDIAN);
      if (at.getInt(i) == 64 && at.getInt(i + 4) == 48) {
        at.putInt(i, 50_000).putInt(i + 4, 50_000); // in both of its headers
      }
    }
    refusal("giant.avi", giant); // the pictures in it know better
    BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_INDEXED);
    ByteArrayOutputStream gif = new ByteArrayOutputStream();
    ImageIO.write(image, "gif", gif);
    assertThat(refusal("small.gif", gif.toByteArray())).isNull();
    assertThat(frames).isPositive();
    byte[] large = gif.toByteArray();
    ByteBuffer.wrap(large).order(ByteOrder.LITTLE_ENDIAN).putShort(6, (short) 50_000);
    ByteBuffer.wrap(large).order(ByteOrder.LITTLE_ENDIAN).putShort(8, (short) 50_000);
    assertThat(refusal("large.gif", large)).contains("large.gif");
  }

  @Test
  void hundredsOfMutantsAreReadOrRefused() throws IOException {
    Random random = new Random(1);
    int refused = 0;
    for (int i = 0; i < 300; i++) {
      byte[] bytes = avi.clone();
      int end = random.nextBoolean() ? bytes.length : 512;
      for (int n = random.nextInt(6); n >= 0; n--) {
        bytes[random.nextInt(end)] = (byte) random.nextInt();
      }
      refused += refusal("mutant.avi", bytes) == null ? 0 : 1;
    }
    System.out.printf("300 mutated videos: %d refused, the others read%n", refused);
  }
}
