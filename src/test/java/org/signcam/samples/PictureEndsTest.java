package org.signcam.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.signcam.image.OpenCv;

class PictureEndsTest {
  @TempDir Path dir;

  static {
    OpenCv.load();
  }

  private static byte[] encode(String extension) {
    return MadePictures.encode(new Mat(8, 8, CvType.CV_8UC3, new Scalar(1, 2, 3)), extension);
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(dir.resolve(name), bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {".jpg", ".png", ".bmp", ".webp", ".tiff", ".ppm"})
  void aWholePictureIsToldByItsEnds(String extension) throws IOException {
    Path file = write("whole" + extension, encode(extension));
    PictureEnds ends = PictureEnds.look(file);
    assertThat(ends.whole()).isTrue();
    assertThat(ends.line()).isNull();
    assertThat(ends.damage(file)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {".jpg", ".png"})
  void oneCutAnywhereIsNotWholeAndItsDamageIsASentence(String extension) throws IOException {
    byte[] whole = encode(extension);
    for (int length = 4; length < whole.length; length++) {
      Path file = write("cut" + extension, Arrays.copyOf(whole, length));
      PictureEnds ends = PictureEnds.look(file);
      assertThat(ends.whole()).as("%d bytes", length).isFalse();
      if (length < whole.length - 12) { // a PNG without its last checksum is read
        assertThat(ends.damage(file)).contains("cut" + extension);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {".jpg", ".png"})
  void whatIsBehindTheEndMakesItBeDecoded(String extension) throws IOException {
    byte[] whole = encode(extension);
    Path file = write("more" + extension, Arrays.copyOf(whole, whole.length + 1));
    PictureEnds ends = PictureEnds.look(file);
    assertThat(ends.whole()).isFalse();
    assertThat(ends.damage(file)).isNull();
  }

  @Test
  void whatIsNoPictureIsDamaged() throws IOException {
    for (byte[] bytes :
        new byte[][] {{}, {1}, {'t', 'e', 'x', 't', ' ', 'i', 'n', ' ', 'i', 't'}}) {
      Path file = write("none.jpg", bytes);
      PictureEnds ends = PictureEnds.look(file);
      assertThat(ends.whole()).isFalse();
      assertThat(ends.damage(file)).contains("none.jpg");
    }
  }

  @Test
  void aLineIsFoundInFilesLargerThanTheHead() throws IOException {
    byte[] line = MadePictures.jpeg(100);
    byte[] large = Arrays.copyOf(line, 10_000);
    Arrays.fill(large, line.length, large.length - 2, (byte) 7);
    large[large.length - 2] = (byte) 0xff;
    large[large.length - 1] = (byte) 0xd9;
    assertThat(PictureEnds.look(write("large.jpg", large)).whole()).isTrue();
  }
}
