package org.signcam.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.core.Scalar;
import org.opencv.imgcodecs.Imgcodecs;

class PictureHeaderTest {
  private static final PictureHeader UNKNOWN = new PictureHeader(0, 0, false);

  static {
    OpenCv.load();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static ByteBuffer head(String start) {
    return ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN).put(ascii(start));
  }

  private static PictureHeader of(ByteBuffer head) {
    byte[] bytes = new byte[head.capacity()];
    head.rewind().get(bytes);
    return PictureHeader.of(bytes);
  }

  private static ByteBuffer webp(String chunk) {
    return head("RIFF").putInt(56).put(ascii("WEBP")).put(ascii(chunk)).putInt(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {".png", ".jpg", ".bmp", ".webp", ".tiff", ".ppm", ".pgm"})
  void itHasTheSizeThatWasWritten(String extension) {
    int type = extension.equals(".pgm") ? CvType.CV_8UC1 : CvType.CV_8UC3;
    Mat picture = new Mat(300, 500, type, new Scalar(10, 130, 200));
    MatOfByte bytes = new MatOfByte();
    assertThat(Imgcodecs.imencode(extension, picture, bytes)).isTrue();
    assertThat(PictureHeader.of(bytes.toArray())).isEqualTo(new PictureHeader(500, 300, false));
    picture.release();
    bytes.release();
  }

  @Test
  void ofALosslessWebpToo() {
    Mat picture = new Mat(300, 500, CvType.CV_8UC3, new Scalar(10, 130, 200));
    MatOfByte bytes = new MatOfByte();
    MatOfInt lossless = new MatOfInt(Imgcodecs.IMWRITE_WEBP_QUALITY, 101);
    assertThat(Imgcodecs.imencode(".webp", picture, bytes, lossless)).isTrue();
    assertThat(PictureHeader.of(bytes.toArray())).isEqualTo(new PictureHeader(500, 300, false));
    picture.release();
    bytes.release();
  }

  @Property
  void aWebpsSizesAreBitsNextToEachOther(
      @ForAll @IntRange(min = 1, max = 1 << 14) int width,
      @ForAll @IntRange(min = 1, max = 1 << 14) int height,
      @ForAll boolean moves) {
    ByteBuffer lossless = webp("VP8L").put((byte) 0x2f).putInt(((height - 1) << 14) | (width - 1));
    assertThat(of(lossless)).isEqualTo(new PictureHeader(width, height, false));
    ByteBuffer extended = webp("VP8X").putInt(moves ? 2 : 0);
    extended.putInt(width - 1).position(27).putInt(height - 1);
    assertThat(of(extended)).isEqualTo(new PictureHeader(width, height, moves));
  }

  @Test
  void aBmpOfOs2HasSixteenBitsAndRowsFromTheTopCountToo() {
    ByteBuffer os2 = head("BM").putInt(14, 12).putShort(18, (short) 40_000).putShort(20, (short) 7);
    assertThat(of(os2)).isEqualTo(new PictureHeader(40_000, 7, false));
    ByteBuffer top = head("BM").putInt(14, 40).putInt(18, 70_000).putInt(22, -9);
    assertThat(of(top)).isEqualTo(new PictureHeader(70_000, 9, false));
    ByteBuffer least = head("BM").putInt(14, 40).putInt(18, 1).putInt(22, Integer.MIN_VALUE);
    assertThat(of(least).height()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void whatIsNoneOfTheFormatsIsToldFromWhatIsNotUnderstood() {
    assertThat(PictureHeader.of(ascii("GIF89a"))).isNull();
    assertThat(PictureHeader.of(new byte[0])).isNull();
    assertThat(PictureHeader.of(ascii("BM"))).as("cut short").isEqualTo(UNKNOWN);
    assertThat(PictureHeader.of(ascii("P6 x"))).isEqualTo(UNKNOWN);
    byte[] png = "\u0089PNG\r\n\u001a\n and more".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(PictureHeader.of(png)).isEqualTo(UNKNOWN);
    png[5] = 'x';
    assertThat(PictureHeader.of(png)).as("nobody reads it").isEqualTo(UNKNOWN);
  }
}
