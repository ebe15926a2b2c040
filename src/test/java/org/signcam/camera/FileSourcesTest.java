package org.signcam.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.videoio.VideoWriter;
import org.signcam.base.UserException;
import org.signcam.image.OpenCv;

class FileSourcesTest {
  private static final CameraOptions ONCE = CameraOptions.defaults();
  private static final int FRAMES = 20;

  @TempDir Path folder;

  @BeforeAll
  static void load() {
    OpenCv.load();
  }

  /** Frame i is grey 10·i, 64×48, 25 fps. */
  private Path avi(String name) {
    Path file = folder.resolve(name);
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
    return file;
  }

  private Path png(String name, int grey) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Mat mat = new Mat(12, 16, CvType.CV_8UC3, new Scalar(grey, grey, grey));
    assertThat(Imgcodecs.imwrite(file.toString(), mat)).isTrue();
    mat.release();
    return file;
  }

  private record Seen(int grey, double millis) {}

  private static List<Seen> readAll(FrameSource source, int atMost) {
    List<Seen> seen = new ArrayList<>();
    Mat bgr = new Mat();
    try (source) {
      while (seen.size() < atMost && source.read(bgr)) {
        assertThat(bgr.type()).isEqualTo(CvType.CV_8UC3);
        seen.add(new Seen((int) bgr.get(5, 5)[0], source.mediaMillis()));
      }
    } finally {
      bgr.release();
    }
    return seen;
  }

  private static void assertRefused(String spec, String... words) {
    assertThatThrownBy(() -> Cameras.open(spec, ONCE).close())
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll(words);
  }

  @Test
  void everyFrameOfAVideoComesInOrderWithItsTime() {
    Path file = avi("a.avi");
    FrameSource source = Cameras.open(file.toString(), ONCE);
    assertThat(source.info().width()).isEqualTo(64);
    assertThat(source.info().height()).isEqualTo(48);
    assertThat(source.info().fps()).isEqualTo(25);
    assertThat(source.info().live()).isFalse();
    List<Seen> seen = readAll(source, 1000);
    assertThat(seen).hasSize(FRAMES);
    for (int i = 0; i < FRAMES; i++) {
      assertThat(seen.get(i).grey()).isCloseTo(10 * i, within(3));
      assertThat(seen.get(i).millis()).isCloseTo(40 * i, within(0.01));
    }
  }

  @Test
  void aLoopedVideoBeginsAgainAndItsTimeGoesOn() {
    Path file = avi("\u00e9t\u00e9.avi");
    List<Seen> seen = readAll(Cameras.open(file.toString(), ONCE.withLoop(true)), 3 * FRAMES);
    assertThat(seen).hasSize(3 * FRAMES);
    for (int i = 0; i < seen.size(); i++) {
      assertThat(seen.get(i).grey()).isCloseTo(10 * (i % FRAMES), within(3));
      assertThat(seen.get(i).millis()).isCloseTo(40 * i, within(0.01));
    }
  }

  @Test
  void theCallersMemoryIsUsedAgain() {
    Mat bgr = new Mat(48, 64, CvType.CV_8UC3);
    long memory = bgr.dataAddr();
    try (FrameSource source = Cameras.open(avi("a.avi").toString(), ONCE)) {
      while (source.read(bgr)) {
        assertThat(bgr.dataAddr()).isEqualTo(memory);
      }
    }
    bgr.release();
  }

  /** As a phone held upright stores it: lying, with a matrix that says to turn it clockwise. */
  @Test
  void aPhonesVideoIsTurnedUpright() throws Exception {
    Path file = folder.resolve("phone.mov");
    ByteBuffer matrix = ByteBuffer.allocateDirect(36).order(ByteOrder.nativeOrder());
    for (int value : new int[] {0, 65536, 0, -65536, 0, 0, 0, 0, 1 << 30}) {
      matrix.putInt(value);
    }
    avutil.av_log_set_level(avutil.AV_LOG_QUIET);
    try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(file.toString(), 64, 48)) {
      recorder.setFormat("mov");
      recorder.setVideoCodec(avcodec.AV_CODEC_ID_MJPEG);
      recorder.setPixelFormat(avutil.AV_PIX_FMT_YUVJ420P);
      recorder.setFrameRate(25);
      recorder.setVideoSideData("Display Matrix", matrix.rewind());
      recorder.start();
      org.bytedeco.javacv.Frame frame =
          new org.bytedeco.javacv.Frame(64, 48, org.bytedeco.javacv.Frame.DEPTH_UBYTE, 3);
      ByteBuffer pixels = (ByteBuffer) frame.image[0];
      for (int y = 0; y < 48; y++) {
        for (int x = 0; x < 64 * 3; x++) {
          pixels.put(y * frame.imageStride + x, (byte) (x < 32 * 3 ? 250 : 20)); // bright left
        }
      }
      recorder.record(frame);
      recorder.stop();
      frame.close();
    }
    Mat bgr = new Mat();
    try (FrameSource source = Cameras.open(file.toString(), ONCE)) {
      assertThat(source.info().width()).isEqualTo(48);
      assertThat(source.info().height()).isEqualTo(64);
      assertThat(source.read(bgr)).isTrue();
      assertThat(bgr.size()).isEqualTo(new Size(48, 64));
      assertThat(bgr.get(10, 24)[0]).as("left went up").isGreaterThan(200);
      assertThat(bgr.get(54, 24)[0]).isLessThan(60);
    }
    bgr.release();
  }

  @Test
  void realtimeWaitsForEachFrame() {
    long before = System.nanoTime();
    assertThat(readAll(Cameras.open(avi("a.avi").toString(), ONCE.withRealtime(true)), 6))
        .hasSize(6);
    assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(200_000_000L);
  }

  @Test
  void aFolderOfPicturesIsAVideoInTheOrderOfNames() throws IOException {
    png("set/b.png", 20);
    png("set/a.png", 10);
    png("set/c.png", 30);
    Files.writeString(folder.resolve("set/notes.txt"), "not a picture");
    String spec = folder.resolve("set").toString();
    List<Seen> seen = readAll(Cameras.open(spec, ONCE), 100);
    assertThat(seen).extracting(Seen::grey).containsExactly(10, 20, 30);
    assertThat(seen.get(2).millis()).isCloseTo(2000 / 15.0, within(1e-9));
    assertThat(readAll(Cameras.open(spec, ONCE.withLoop(true)), 5))
        .extracting(Seen::grey)
        .containsExactly(10, 20, 30, 10, 20);
  }

  @Test
  void aPictureIsOneFrame() throws IOException {
    assertThat(readAll(Cameras.open(png("a.png", 42).toString(), ONCE), 10))
        .containsExactly(new Seen(42, 0));
  }

  @Test
  void whatIsNoVideoIsRefused() throws IOException {
    Path text = folder.resolve("text.txt");
    Files.writeString(text, "This is a letter, not a video.\n".repeat(100));
    assertRefused(text.toString(), "video", "text.txt");
    Path empty = Files.createFile(folder.resolve("empty.mp4"));
    assertRefused(empty.toString(), "video", "empty.mp4");
    byte[] junk = new byte[5000];
    Arrays.fill(junk, (byte) 7);
    Files.write(folder.resolve("junk.mp4"), junk);
    assertRefused(folder.resolve("junk.mp4").toString(), "junk.mp4");
    Files.write(folder.resolve("b.png"), "x".getBytes(StandardCharsets.UTF_8));
    assertRefused(folder.resolve("b.png").toString(), "b.png");
  }

  @Test
  void whatIsNotThereIsToldApart() throws IOException {
    assertRefused(folder.resolve("gone.mp4").toString(), "There is no file", "gone.mp4");
    assertRefused("gone.mp4", "There is no file", "gone.mp4");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertRefused(empty.toString(), "holds no picture");
  }

  @Test
  void aStreamThatDoesNotAnswerIsRefusedWithoutItsPassword() {
    assertThatThrownBy(() -> Cameras.open("rtsp://me:secret@127.0.0.1:9/cam", ONCE).close())
        .isInstanceOf(UserException.class)
        .hasMessageContaining("rtsp://127.0.0.1:9/cam")
        .hasMessageNotContaining("secret");
  }

  @Test
  void devicesAndStreamsAreLiveAndFilesAreNot() {
    assertThat(Cameras.isLive("0")).isTrue();
    assertThat(Cameras.isLive("HD Webcam")).isTrue();
    assertThat(Cameras.isLive("rtsp://host/cam")).isTrue();
    assertThat(Cameras.isLive("gone.mp4")).isFalse();
    assertThat(Cameras.isLive(folder.toString())).isFalse();
  }

  @Test
  void aRecordedClipHasAllItsFrames() {
    Path clip = Path.of("../shared/data/clips/t01.mp4");
    Assumptions.assumeTrue(Files.exists(clip), "skipped: " + clip + " is not here");
    FrameSource source = Cameras.open(clip.toString(), ONCE);
    assertThat(source.info().fps()).isEqualTo(15);
    List<Seen> seen = readAll(source, 10_000);
    assertThat(seen).hasSize(540);
    assertThat(seen.get(0).millis()).isZero();
    assertThat(seen.get(539).millis()).isCloseTo(539 * 1000 / 15.0, within(0.01));
  }
}
