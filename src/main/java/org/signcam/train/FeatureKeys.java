package org.signcam.train;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.signcam.base.AtomicFiles;
import org.signcam.base.UserException;
import org.signcam.samples.Sample;
import org.signcam.train.FeatureFile.RecordKey;

/** Under which keys the features of pictures are cached. */
final class FeatureKeys {
  private static final Sample MADE = new Sample(Path.of("made"), "nobody", "nothing", null);

  private FeatureKeys() {}

  /**
   * Digests of all that decides a record: the file alone, as the key's first half, so that it can
   * be erased; file, region, landmarks and how it is disturbed as the second.
   *
   * @param variants of each, the first undisturbed
   * @param augmenter of the others
   * @return the keys of the first example's variants, then of the second's, …
   * @throws UserException when a picture cannot be read
   */
  static List<RecordKey> of(List<Example> examples, int variants, Augmenter augmenter) {
    byte[] disturbance = variants > 1 ? disturbance(augmenter) : new byte[0];
    List<RecordKey[]> keys =
        IntStream.range(0, examples.size())
            .parallel()
            .mapToObj(i -> keys(examples.get(i), variants, disturbance))
            .toList();
    return keys.stream().flatMap(Arrays::stream).toList();
  }

  private static RecordKey[] keys(Example example, int variants, byte[] disturbance) {
    MessageDigest sha = sha256();
    byte[] content;
    try {
      content = sha.digest(Files.readAllBytes(example.sample().file()));
    } catch (IOException e) {
      throw new UserException(
          "Cannot read the picture " + example.sample().file() + ": " + AtomicFiles.reason(e) + ".",
          e);
    }
    sha.update(content);
    if (example.sample().region() != null) {
      sha.update(example.sample().region().toString().getBytes(StandardCharsets.UTF_8));
    }
    if (example.points() != null) {
      sha.update(bytes(example.points()));
    }
    byte[] picture = sha.digest();
    RecordKey[] keys = new RecordKey[variants];
    for (int v = 0; v < variants; v++) {
      sha.update(picture);
      sha.update((byte) v);
      if (v > 0) {
        sha.update(disturbance);
      }
      long first = ByteBuffer.wrap(content).getLong();
      keys[v] = new RecordKey(first, ByteBuffer.wrap(sha.digest()).getLong());
    }
    return keys;
  }

  /**
   * A digest of what the augmentation makes of a made picture: another program version may disturb
   * otherwise.
   */
  private static byte[] disturbance(Augmenter augmenter) {
    Mat picture = new Mat(48, 48, CvType.CV_8UC3);
    byte[] pixels = new byte[48 * 48 * 3];
    new SplittableRandom(1).nextBytes(pixels);
    picture.put(0, 0, pixels);
    MessageDigest sha = sha256();
    for (int seed = 0; seed < 32; seed++) {
      Mat made = augmenter.apply(MADE, picture, null, 48, new SplittableRandom(seed));
      made.get(0, 0, pixels);
      sha.update(pixels);
      made.release();
    }
    picture.release();
    return sha.digest();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** In the computer's own order. */
  static byte[] bytes(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.nativeOrder());
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }
}
