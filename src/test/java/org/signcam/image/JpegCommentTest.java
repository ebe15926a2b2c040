package org.signcam.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.imgcodecs.Imgcodecs;

class JpegCommentTest {
  static {
    OpenCv.load();
  }

  private static byte[] jpeg() {
    MatOfByte bytes = new MatOfByte();
    Mat picture = Textures.gray(1);
    Imgcodecs.imencode(".jpg", picture, bytes);
    picture.release();
    return bytes.toArray();
  }

  @Test
  void whatIsInsertedIsReadAndThePixelsStay() {
    byte[] jpeg = jpeg();
    byte[] commented = JpegComment.insert(jpeg, "{\"camera\":\"Kamera für Änne\"}");
    assertThat(JpegComment.read(commented)).isEqualTo("{\"camera\":\"Kamera für Änne\"}");
    assertThat(JpegComment.read(jpeg)).isNull();
    Mat before = Imgcodecs.imdecode(new MatOfByte(jpeg), Imgcodecs.IMREAD_COLOR);
    Mat after = Imgcodecs.imdecode(new MatOfByte(commented), Imgcodecs.IMREAD_COLOR);
    assertThat(Core.norm(before, after, Core.NORM_INF)).isZero();
    assertThat(commented[3]).as("JFIF's segment comes first").isEqualTo((byte) 0xe0);
  }

  @Test
  void theFirstOfTwoIsRead() {
    byte[] once = JpegComment.insert(jpeg(), "first written");
    assertThat(JpegComment.read(JpegComment.insert(once, "then this before it")))
        .isEqualTo("then this before it");
  }

  @Test
  void aCommentThatIsCutOffIsNotRead() {
    byte[] commented = JpegComment.insert(jpeg(), "a comment");
    for (int n = 0; n < 33; n++) {
      assertThat(JpegComment.read(Arrays.copyOf(commented, n))).isNull();
    }
  }

  /** Behind the two bytes that begin a JPEG, JFIF's segment has 18, and a comment's head four. */
  @Property(tries = 100)
  void aCommentOfAnyLengthIsReadAsSoonAsTheHeadHoldsItWhole(
      @ForAll @IntRange(max = 700) int length) {
    String text = "x".repeat(length);
    byte[] commented = JpegComment.insert(jpeg(), text);
    int end = 2 + 18 + 4 + length;
    assertThat(JpegComment.read(commented)).isEqualTo(text);
    assertThat(JpegComment.read(Arrays.copyOf(commented, end))).isEqualTo(text);
    assertThat(JpegComment.read(Arrays.copyOf(commented, end - 1))).isNull();
  }

  @Test
  void aJpegWithoutJfifsSegmentBeginsWithTheComment() {
    byte[] jfif = jpeg();
    byte[] jpeg = Arrays.copyOf(jfif, jfif.length - 18);
    System.arraycopy(jfif, 20, jpeg, 2, jfif.length - 20);
    byte[] commented = JpegComment.insert(jpeg, "a comment");
    assertThat(commented[3]).isEqualTo((byte) 0xfe);
    assertThat(JpegComment.read(commented)).isEqualTo("a comment");
    assertThat(Imgcodecs.imdecode(new MatOfByte(commented), Imgcodecs.IMREAD_COLOR).empty())
        .isFalse();
  }

  @Test
  void fourBytesTellAJpeg() {
    byte[] start = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0};
    assertThat(JpegComment.isJpeg(start)).isTrue();
    assertThat(JpegComment.isJpeg(Arrays.copyOf(start, 3))).isFalse();
  }

  @Test
  void otherFilesAndTooLongTextsAreRefused() {
    assertThatThrownBy(() -> JpegComment.insert(new byte[] {1, 2, 3, 4}, "x"))
        .isInstanceOf(IllegalArgumentException.class);
    byte[] jpeg = jpeg();
    String longest = "x".repeat(65_533);
    assertThat(JpegComment.read(JpegComment.insert(jpeg, longest))).isEqualTo(longest);
    assertThatThrownBy(() -> JpegComment.insert(jpeg, longest + "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 300)
  void noBytesMakeReadingFail(@ForAll @Size(max = 40) byte[] some) {
    byte[] jpeg = new byte[some.length + 3];
    System.arraycopy(some, 0, jpeg, 3, some.length);
    jpeg[0] = jpeg[2] = (byte) 0xff;
    jpeg[1] = (byte) 0xd8;
    JpegComment.read(jpeg);
    JpegComment.read(some);
  }
}
