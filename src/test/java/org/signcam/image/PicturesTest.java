package org.signcam.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.Scalar;
import org.opencv.imgcodecs.Imgcodecs;
import org.signcam.base.UserException;

class PicturesTest {
  @TempDir Path folder;

  @BeforeAll
  static void load() {
    OpenCv.load();
  }

  private static byte[] encode(String extension, int type, Scalar colour) {
    Mat mat = new Mat(20, 30, type, colour);
    MatOfByte bytes = new MatOfByte();
    try {
      assertThat(Imgcodecs.imencode(extension, mat, bytes)).isTrue();
      return bytes.toArray();
    } finally {
      mat.release();
      bytes.release();
    }
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static void assertRefused(Path file, String words) {
    assertThatThrownBy(() -> Pictures.read(file))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(words)
        .hasMessageContaining(file.getFileName().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {".png", ".bmp", ".tiff", ".ppm", ".webp", ".jpg"})
  void everyFormatBecomesBgr(String extension) throws IOException {
    Path file = write("a" + extension, encode(extension, CvType.CV_8UC3, new Scalar(10, 130, 200)));
    Mat bgr = Pictures.read(file);
    assertThat(bgr.type()).isEqualTo(CvType.CV_8UC3);
    assertThat(bgr.cols()).isEqualTo(30);
    assertThat(bgr.rows()).isEqualTo(20);
    double[] expected = {10, 130, 200};
    for (int c = 0; c < 3; c++) {
      assertThat(bgr.get(10, 10)[c]).isBetween(expected[c] - 4, expected[c] + 4);
    }
    bgr.release();
  }

  @Test
  void greyAlphaAndSixteenBitsBecomeEightBitBgr() throws IOException {
    Mat grey = Pictures.read(write("g.png", encode(".png", CvType.CV_8UC1, new Scalar(77))));
    Mat alpha =
        Pictures.read(write("a.png", encode(".png", CvType.CV_8UC4, new Scalar(1, 2, 3, 255))));
    Mat deep =
        Pictures.read(
            write("d.png", encode(".png", CvType.CV_16UC3, new Scalar(0x1200, 0x3400, 0x5600))));
    assertThat(grey.type()).isEqualTo(CvType.CV_8UC3);
    assertThat(grey.get(5, 5)).containsExactly(77, 77, 77);
    assertThat(alpha.get(5, 5)).containsExactly(1, 2, 3);
    assertThat(deep.type()).isEqualTo(CvType.CV_8UC3);
    assertThat(deep.get(5, 5)).containsExactly(0x12, 0x34, 0x56);
  }

  @Test
  void aNameBeyondAsciiIsRead() throws IOException {
    Path file = write("Zeichen \u00fc.png", encode(".png", CvType.CV_8UC3, new Scalar(1, 2, 3)));
    assertThat(Pictures.read(file).get(0, 0)).containsExactly(1, 2, 3);
  }

  @Test
  void exifOrientationIsHonoured() throws IOException {
    byte[] jpeg = encode(".jpg", CvType.CV_8UC3, new Scalar(0, 0, 0));
    // APP1: Exif, big-endian TIFF, one directory entry: orientation (0x112) = 6, turn right
    ByteBuffer exif = ByteBuffer.allocate(36);
    exif.putShort((short) 0xffe1).putShort((short) 34);
    exif.put("Exif\0\0MM".getBytes(StandardCharsets.US_ASCII)).putShort((short) 42).putInt(8);
    exif.putShort((short) 1).putShort((short) 0x112).putShort((short) 3).putInt(1);
    exif.putShort((short) 6).putShort((short) 0).putInt(0);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    out.write(exif.array());
    out.write(jpeg, 2, jpeg.length - 2);
    Mat bgr = Pictures.read(write("turned.jpg", out.toByteArray()));
    assertThat(bgr.cols()).isEqualTo(20);
    assertThat(bgr.rows()).isEqualTo(30);
  }

  @ParameterizedTest
  @ValueSource(strings = {".png", ".jpg", ".bmp", ".webp", ".tiff"})
  void aPictureCutShortIsRefused(String extension) throws IOException {
    byte[] whole = encode(extension, CvType.CV_8UC3, new Scalar(10, 130, 200));
    for (int share : new int[] {1, 5, 9}) {
      byte[] part = Arrays.copyOf(whole, Math.max(1, whole.length * share / 10));
      Path file = write("cut" + share + extension, part);
      assertThatThrownBy(() -> Pictures.read(file))
          .isInstanceOf(UserException.class)
          .hasMessageContaining(file.getFileName().toString());
    }
  }

  /** Cameras keep a small JPEG in the EXIF segment, with an end mark of its own. */
  @Test
  void theEndOfTheThumbnailIsNotTheEndOfThePicture() throws IOException {
    byte[] thumbnail = encode(".jpg", CvType.CV_8UC3, new Scalar(0, 0, 0));
    byte[] jpeg = encode(".jpg", CvType.CV_8UC3, new Scalar(10, 130, 200));
    ByteBuffer exif = ByteBuffer.allocate(4 + 6 + thumbnail.length + 1);
    exif.putShort((short) 0xffe1).putShort((short) (exif.capacity() - 3));
    exif.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII)).put(thumbnail);
    exif.put((byte) 0xff); // a marker may have any number of these before it (B.1.1.2)
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    out.write(exif.array());
    out.write(jpeg, 2, jpeg.length - 2);
    byte[] whole = out.toByteArray();
    Mat bgr = Pictures.read(write("whole.jpg", whole));
    assertThat(bgr.get(10, 10)[2]).isBetween(196.0, 204.0);
    bgr.release();
    byte[] cut = Arrays.copyOf(whole, whole.length - 2);
    assertRefused(write("cut.jpg", cut), "cut short");
  }

  @Test
  void aJpegThatEndsBeforeItsPixelsIsCutShort() throws IOException {
    byte[] jpeg = encode(".jpg", CvType.CV_8UC3, new Scalar(10, 130, 200));
    int scan = 2;
    while (jpeg[scan + 1] != (byte) 0xda) {
      scan += 2 + ByteBuffer.wrap(jpeg).getShort(scan + 2);
    }
    byte[] none = Arrays.copyOf(jpeg, scan + 2);
    none[scan + 1] = (byte) 0xd9;
    assertRefused(write("none.jpg", none), "cut short");
  }

  @Test
  void aFileTooLargeIsRefusedUnread() throws IOException {
    Path file = folder.resolve("large.png");
    try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
      large.setLength((300L << 20) + 1); // takes no room on the disk
    }
    assertRefused(file, "has 300 MB; pictures up to 256 MB are read");
  }

  @Test
  void noMoreThanAnEighthIsReadHoweverLittleIsNeeded() throws IOException {
    Mat large = new Mat(512, 640, CvType.CV_8UC3, new Scalar(1, 2, 3));
    MatOfByte bytes = new MatOfByte();
    Imgcodecs.imencode(".jpg", large, bytes);
    Path file = write("large.jpg", bytes.toArray());
    for (int side : new int[] {512, 257, 256, 128, 64, 32, 16, 1}) {
      Pictures.Reduced reduced = Pictures.readReduced(file, null, side);
      assertThat(reduced.factor()).isEqualTo(Math.min(8, Integer.highestOneBit(512 / side)));
      assertThat(reduced.bgr().rows()).isEqualTo(512 / reduced.factor());
      reduced.bgr().release();
      Pictures.Reduced part = Pictures.readReduced(file, new Region(0, 0, 64), side);
      assertThat(part.factor()).isEqualTo(Math.max(1, Math.min(8, 64 / side)));
      part.bgr().release();
    }
    large.release();
    bytes.release();
  }

  @Test
  void emptyForeignMissingAndFolderAreToldApart() throws IOException {
    assertRefused(write("empty.jpg", new byte[0]), "0 bytes");
    assertRefused(write("text.png", "not a picture".getBytes(StandardCharsets.UTF_8)), "expected");
    assertRefused(folder.resolve("gone.jpg"), "no picture file");
    assertRefused(Files.createDirectory(folder.resolve("sub.jpg")), "is a folder");
  }

  @Test
  void aPictureBombIsRefusedByItsHeader() throws IOException {
    ByteBuffer head = ByteBuffer.allocate(13).putInt(60_000).putInt(60_000);
    head.put(new byte[] {8, 2, 0, 0, 0});
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    png.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
    chunk(png, "IHDR", head.array());
    chunk(png, "IDAT", new byte[] {0x78, 0x01});
    chunk(png, "IEND", new byte[0]);
    assertRefused(write("bomb.png", png.toByteArray()), "60000×60000");
  }

  private static void chunk(ByteArrayOutputStream out, String name, byte[] data)
      throws IOException {
    CRC32 crc = new CRC32();
    byte[] type = name.getBytes(StandardCharsets.US_ASCII);
    crc.update(type);
    crc.update(data);
    out.write(ByteBuffer.allocate(4).putInt(data.length).array());
    out.write(type);
    out.write(data);
    out.write(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }

  @Test
  void kindsAreToldByTheName() {
    assertThat(Pictures.isPicture(Path.of("x/A.JPEG"))).isTrue();
    assertThat(Pictures.isPicture(Path.of("x/A.mp4"))).isFalse();
    assertThat(Pictures.isVideo(Path.of("x/A.MOV"))).isTrue();
    assertThat(Pictures.isVideo(Path.of("x/A"))).isFalse();
  }
}
