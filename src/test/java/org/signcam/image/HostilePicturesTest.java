package org.signcam.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.imgcodecs.Imgcodecs;
import org.signcam.base.Hostile;

/** Pictures of every odd kind, and bytes that somebody made to harm. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostilePicturesTest {
  private static final int WIDTH = 48;
  private static final int HEIGHT = 32;

  @TempDir private Path folder;

  static {
    OpenCv.load();
  }

  /** Blue on the left, green on the right, red below: turned or mirrored, it looks different. */
  private static Mat scene(int type) {
    Mat mat = new Mat(HEIGHT, WIDTH, CvType.CV_8UC3, new Scalar(250, 0, 0));
    mat.submat(new Rect(WIDTH / 2, 0, WIDTH / 2, HEIGHT)).setTo(new Scalar(0, 250, 0));
    mat.submat(new Rect(0, HEIGHT / 2, WIDTH, HEIGHT / 2)).setTo(new Scalar(0, 0, 250));
    Mat out = new Mat();
    mat.convertTo(out, type, type == CvType.CV_16U ? 257 : 1);
    mat.release();
    return out;
  }

  private static byte[] encode(String extension, Mat mat) {
    MatOfByte bytes = new MatOfByte();
    assertThat(Imgcodecs.imencode(extension, mat, bytes)).isTrue();
    mat.release();
    return bytes.toArray();
  }

  private static byte[] encode(String extension) {
    return encode(extension, scene(CvType.CV_8U));
  }

  private String refusal(String name, byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve(name), bytes);
    long most = Hostile.SLACK + 16L * bytes.length;
    String sentence = Hostile.refusal(name, most, () -> Pictures.read(file).release());
    if (sentence != null) {
      assertThat(sentence).contains(name).endsWith(".");
    }
    return sentence;
  }

  private Mat read(String name, byte[] bytes) throws IOException {
    Mat bgr = Pictures.read(Files.write(folder.resolve(name), bytes));
    assertThat(bgr.type()).isEqualTo(CvType.CV_8UC3);
    return bgr;
  }

  private static void assertScene(Mat bgr) {
    assertThat(bgr.cols()).isEqualTo(WIDTH);
    assertThat(bgr.rows()).isEqualTo(HEIGHT);
    assertColour(bgr, 8, 8, 250, 0, 0);
    assertColour(bgr, 40, 8, 0, 250, 0);
    assertColour(bgr, 24, 28, 0, 0, 250);
    bgr.release();
  }

  private static void assertColour(Mat bgr, int x, int y, double... expected) {
    double[] found = bgr.get(y, x);
    for (int c = 0; c < 3; c++) {
      assertThat(found[c]).as("%d,%d", x, y).isBetween(expected[c] - 12, expected[c] + 12);
    }
  }

  /** Whole headers of pictures of 50,000×50,000 in a few bytes. */
  static Stream<Map.Entry<String, byte[]>> giants() throws IOException {
    int side = 50_000;
    Map<String, byte[]> giants = new LinkedHashMap<>();
    byte[] png = encode(".png");
    ByteBuffer.wrap(png).putInt(16, side).putInt(20, side);
    CRC32 crc = new CRC32();
    crc.update(png, 12, 17);
    ByteBuffer.wrap(png).putInt(29, (int) crc.getValue());
    giants.put("png", png);
    byte[] jpeg = encode(".jpg");
    int frame = find(jpeg, 0xc0);
    ByteBuffer.wrap(jpeg).putShort(frame + 5, (short) side).putShort(frame + 7, (short) side);
    giants.put("jpg", jpeg);
    byte[] bmp = encode(".bmp");
    little(bmp).putInt(18, side).putInt(22, side);
    giants.put("bmp", bmp);
    byte[] upsideDown = bmp.clone();
    little(upsideDown).putInt(22, -side);
    giants.put("top-down.bmp", upsideDown);
    giants.put("tiff", tiff(side, side));
    giants.put("ppm", "P6\n50000 50000\n255\nxxxx".getBytes(StandardCharsets.US_ASCII));
    giants.put("comment.pgm", "P5 #a\n50000\n#b\n50000 255 xx".getBytes(StandardCharsets.US_ASCII));
    // The largest that these two can say is smaller.
    giants.put("lossy.webp", riff("VP8 ", "3001009d012aff3fff3f00000000000000"));
    giants.put("lossless.webp", riff("VP8L", "2fffffff0f0000000000000000"));
    giants.put("extended.webp", riff("VP8X", "000000004fc3004fc300"));
    return giants.entrySet().stream();
  }

  private static byte[] riff(String chunk, String hex) {
    byte[] content = HexFormat.of().parseHex(hex);
    ByteBuffer out = ByteBuffer.allocate(20 + content.length + content.length % 2);
    out.order(ByteOrder.LITTLE_ENDIAN).put(ascii("RIFF")).putInt(out.capacity() - 8);
    out.put(ascii("WEBP")).put(ascii(chunk)).putInt(content.length).put(content);
    return out.array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Where a JPEG's segment begins. */
  private static int find(byte[] jpeg, int marker) {
    for (int i = 2; i < jpeg.length; i++) {
      if (jpeg[i] == (byte) 0xff && jpeg[i + 1] == (byte) marker) {
        return i;
      }
    }
    throw new AssertionError("no marker " + marker);
  }

  /** A grey TIFF of one strip that has four bytes. */
  private static byte[] tiff(int width, int height) {
    int[][] entries = {
      {256, width},
      {257, height},
      {258, 8},
      {259, 1},
      {262, 1},
      {273, 8},
      {277, 1},
      {278, height},
      {279, 4}
    };
    ByteBuffer out = ByteBuffer.allocate(12 + 2 + 12 * entries.length + 4);
    out.order(ByteOrder.LITTLE_ENDIAN).put(ascii("II")).putShort((short) 42).putInt(12);
    out.putInt(0).putShort((short) entries.length);
    for (int[] e : entries) {
      out.putShort((short) e[0]).putShort((short) 4).putInt(1).putInt(e[1]);
    }
    return out.array();
  }

  @ParameterizedTest
  @MethodSource("giants")
  void aGiantIsRefusedByItsHeaderWithItsSize(Map.Entry<String, byte[]> giant) throws IOException {
    String sentence = refusal("giant." + giant.getKey(), giant.getValue());
    assertThat(sentence).contains("pixels", "100 million");
  }

  @ParameterizedTest
  @ValueSource(strings = {".png", ".jpg", ".bmp", ".webp", ".tiff", ".ppm", ".pgm"})
  void cutAnywhereItIsRefused(String extension) throws IOException {
    Mat noise = new Mat(HEIGHT, WIDTH, CvType.CV_8UC(extension.equals(".pgm") ? 1 : 3));
    Core.randu(noise, 0, 255);
    byte[] whole = encode(extension, noise);
    for (int tenth = 1; tenth < 10; tenth++) {
      byte[] part = Arrays.copyOf(whole, Math.max(1, whole.length * tenth / 10));
      assertThat(refusal("cut" + tenth + extension, part)).as("%d0 %%", tenth).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {".png", ".jpg", ".bmp", ".webp", ".tiff"})
  void zerosAreRefused(String extension) throws IOException {
    assertThat(refusal("none" + extension, new byte[0])).contains("0 bytes");
    assertThat(refusal("zeros" + extension, new byte[5000])).contains("expected JPEG");
    byte[] zeroed = encode(extension);
    Arrays.fill(zeroed, zeroed.length / 3, zeroed.length, (byte) 0);
    refusal("zeroed" + extension, zeroed); // a BMP's zeros are black
  }

  @Test
  void sixteenBitsGreyAlphaAndPalettesBecomeBgr() throws IOException {
    assertScene(read("deep.png", encode(".png", scene(CvType.CV_16U))));
    assertScene(read("deep.tiff", encode(".tiff", scene(CvType.CV_16U))));
    BufferedImage palette = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_INDEXED);
    palette.setRGB(1, 2, 0xff0000);
    assertColour(read("palette.png", imageIo(palette, "png")), 1, 2, 0, 0, 255);
    assertColour(read("palette.bmp", imageIo(palette, "bmp")), 1, 2, 0, 0, 255);
    BufferedImage bits = new BufferedImage(9, 4, BufferedImage.TYPE_BYTE_BINARY);
    bits.setRGB(8, 3, 0xffffff);
    for (String format : new String[] {"png", "bmp", "tiff"}) {
      assertColour(read("bits." + format, imageIo(bits, format)), 8, 3, 255, 255, 255);
    }
    BufferedImage grey16 = new BufferedImage(4, 4, BufferedImage.TYPE_USHORT_GRAY);
    grey16.getRaster().setSample(1, 1, 0, 0x8000);
    assertColour(read("grey16.png", imageIo(grey16, "png")), 1, 1, 128, 128, 128);
    assertColour(read("grey16.tiff", imageIo(grey16, "tiff")), 1, 1, 128, 128, 128);
    BufferedImage clear = new BufferedImage(4, 4, BufferedImage.TYPE_INT_ARGB);
    clear.setRGB(1, 1, 0x80ff0000);
    assertColour(read("alpha.png", imageIo(clear, "png")), 1, 1, 0, 0, 255);
    Mat alpha = new Mat(8, 8, CvType.CV_8UC4, new Scalar(250, 0, 0, 255));
    assertColour(read("alpha.webp", encode(".webp", alpha)), 4, 4, 250, 0, 0);
  }

  private static byte[] imageIo(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, out)).isTrue();
    return out.toByteArray();
  }

  /** As Photoshop writes it: inverted, with Adobe's marker. */
  @Test
  void aCmykJpegHasItsColours() throws IOException {
    byte[] jpeg = cmyk();
    assertColour(read("print.jpg", jpeg), 8, 8, 250, 0, 0);
  }

  private static byte[] cmyk() throws IOException {
    var raster = Raster.createInterleavedRaster(0, 16, 16, 4, null);
    for (int y = 0; y < 16; y++) {
      for (int x = 0; x < 16; x++) {
        raster.setPixel(x, y, new int[] {0, 0, 250, 255}); // inverted: blue
      }
    }
    Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("jpeg");
    ImageWriter writer = writers.next();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (var stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(new IIOImage(raster, null, null));
    } finally {
      writer.dispose();
    }
    ByteBuffer adobe = ByteBuffer.allocate(16).putShort((short) 0xffee).putShort((short) 14);
    return inserted(out.toByteArray(), adobe.put(ascii("Adobe")).putShort((short) 100).array());
  }

  /** With a segment behind the start of the picture. */
  private static byte[] inserted(byte[] jpeg, byte[] segment) {
    ByteBuffer out = ByteBuffer.allocate(jpeg.length + segment.length);
    return out.put(jpeg, 0, 2).put(segment).put(jpeg, 2, jpeg.length - 2).array();
  }

  @ParameterizedTest
  @CsvSource({"1,,", "2,1,", "3,,1", "4,0,", "5,1,0", "6,,0", "7,1,2", "8,,2"})
  void everyOrientationIsTurnedUpright(int orientation, Integer flip, Integer rotate)
      throws IOException {
    // What a camera held so stores: the scene undone.
    Mat stored = scene(CvType.CV_8U);
    if (flip != null) {
      Core.flip(stored, stored, flip);
    }
    if (rotate != null) {
      Mat turned = new Mat();
      Core.rotate(stored, turned, rotate == 1 ? Core.ROTATE_180 : rotate == 0 ? 2 : 0);
      stored.release();
      stored = turned;
    }
    ByteBuffer exif = ByteBuffer.allocate(36).putShort((short) 0xffe1).putShort((short) 34);
    exif.put(ascii("Exif\0\0MM")).putShort((short) 42).putInt(8);
    exif.putShort((short) 1).putShort((short) 0x112).putShort((short) 3).putInt(1);
    exif.putShort((short) orientation);
    byte[] jpeg = inserted(encode(".jpg", stored), exif.array());
    assertScene(read("turned" + orientation + ".jpg", jpeg));
    Pictures.Reduced half =
        Pictures.readReduced(folder.resolve("turned" + orientation + ".jpg"), null, 16);
    assertThat(half.factor()).isEqualTo(2);
    assertThat(half.bgr().cols()).isEqualTo(WIDTH / 2);
    assertColour(half.bgr(), 4, 4, 250, 0, 0);
    half.bgr().release();
  }

  @ParameterizedTest
  @ValueSource(strings = {".png", ".jpg", ".bmp", ".webp", ".tiff", ".ppm"})
  void everyFormatIsReadReducedByTheSameNumber(String extension) throws IOException {
    Path file = Files.write(folder.resolve("half" + extension), encode(extension));
    Pictures.Reduced half = Pictures.readReduced(file, null, HEIGHT / 2);
    assertThat(half.factor()).isEqualTo(2);
    assertThat(half.bgr().cols()).isEqualTo(WIDTH / 2);
    half.bgr().release();
  }

  @Test
  void theBytesTellTheFormatNotTheName() throws IOException {
    assertScene(read("png.jpg", encode(".png")));
    assertScene(read("webp.bmp", encode(".webp")));
    assertScene(read("jpeg.tiff", encode(".jpg")));
    assertThat(refusal("video.jpg", ascii("\0\0\0\u0018ftypmp42\0\0\0\0mp42isom")))
        .contains("expected");
    assertThat(refusal("page.png", ascii("<!DOCTYPE html><html></html>"))).contains("expected");
    assertThat(refusal("archive.png", ascii("PK\u0003\u0004"))).contains("expected");
  }

  /** Of moving pictures no frame is chosen: they are none, or their first. */
  @Test
  void movingPicturesAreRefusedOrTheirFirst() throws IOException {
    BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_INDEXED);
    assertThat(refusal("moving.jpg", imageIo(image, "gif"))).contains("expected");
    assertThat(refusal("moving.webp", movingWebp())).contains("moves");
    byte[] png = encode(".png");
    ByteBuffer control = ByteBuffer.allocate(20).putInt(8).put(ascii("acTL")).putInt(2);
    CRC32 crc = new CRC32();
    crc.update(control.array(), 4, 12);
    control.putInt(16, (int) crc.getValue());
    ByteBuffer out = ByteBuffer.allocate(png.length + 20);
    out.put(png, 0, 33).put(control.array()).put(png, 33, png.length - 33);
    assertScene(read("moving.png", out.array()));
  }

  private static byte[] movingWebp() {
    byte[] still = encode(".webp"); // RIFF, size, WEBP, one chunk
    int chunk = still.length - 12;
    ByteBuffer out = ByteBuffer.allocate(12 + 18 + 14 + 2 * (24 + chunk));
    out.order(ByteOrder.LITTLE_ENDIAN).put(ascii("RIFF")).putInt(out.capacity() - 8);
    out.put(ascii("WEBPVP8X")).putInt(10).putInt(2).put(sizes());
    out.put(ascii("ANIM")).putInt(6).putInt(0).putShort((short) 0);
    for (int i = 0; i < 2; i++) {
      out.put(ascii("ANMF")).putInt(16 + chunk).put(new byte[6]).put(sizes()).putInt(100);
      out.put(still, 12, chunk);
    }
    return out.array();
  }

  private static byte[] sizes() {
    return new byte[] {WIDTH - 1, 0, 0, HEIGHT - 1, 0, 0};
  }

  @Test
  void thousandsOfMutantsAreReadOrRefused() throws IOException {
    Random random = new Random(1);
    String[] formats = {".png", ".jpg", ".bmp", ".webp", ".tiff", ".ppm"};
    byte[][] whole = Stream.of(formats).map(f -> encode(f)).toArray(byte[][]::new);
    int refused = 0;
    for (int i = 0; i < 3000; i++) {
      byte[] bytes = whole[i % formats.length].clone();
      int end = random.nextBoolean() ? bytes.length : Math.min(bytes.length, 80);
      for (int n = random.nextInt(5); n >= 0; n--) {
        bytes[random.nextInt(end)] = (byte) (random.nextBoolean() ? random.nextInt() : 0xff);
      }
      refused += refusal("mutant" + formats[i % formats.length], bytes) == null ? 0 : 1;
    }
    System.out.printf("3000 mutated pictures: %d refused, the others read%n", refused);
  }
}
