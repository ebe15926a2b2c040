package org.signcam.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.opencv.core.Mat;
import org.opencv.imgproc.Imgproc;
import org.signcam.base.AtomicFiles;
import org.signcam.base.UserException;
import org.signcam.evaluate.Evaluation;
import org.signcam.image.InputImage;
import org.signcam.image.Pictures;
import org.signcam.model.Network;
import org.signcam.net.Safetensors.Tensor;

/**
 * What the frozen part of a network makes of each picture, undisturbed and a few times disturbed,
 * kept on disk so that a second training takes seconds: one file of float32 a picture, named by the
 * picture's digest, in a folder named by the network's. A file that is missing or of the wrong size
 * is made anew.
 */
final class FeatureCache {
  /** Pictures a forward pass. */
  private static final int BATCH = 32;

  private final Path folder;
  private final Network network;
  private final boolean pooled;
  private final int side;
  private final int variants;
  private final Augmenter augmenter;
  private final BooleanSupplier stopping;

  /**
   * Opens the cache of one network and one way of disturbing.
   *
   * @param root folder of all caches
   * @param pooled whether the head begins with an average pool, so that N×C×1×1 is enough
   * @param variants of each picture, the first undisturbed
   * @param strength of the augmentation
   * @param stopping whether the user wants an end
   */
  FeatureCache(
      Path root,
      Network network,
      boolean pooled,
      int side,
      int variants,
      double strength,
      BooleanSupplier stopping) {
    this.network = network;
    this.pooled = pooled;
    this.side = side;
    this.variants = variants;
    // Without rooms: a picture's features must not change because another one was recorded.
    augmenter = new Augmenter(strength, Rooms.NONE, null);
    this.stopping = stopping;
    String kind = pooled ? "pooled" : "map";
    String name =
        digest(network)
            + "-"
            + kind
            + "-"
            + side
            + "-"
            + variants
            + "-"
            + (variants > 1 ? strength : 0);
    folder = root.resolve("features").resolve(name);
  }

  private static String digest(Network network) {
    MessageDigest sha = sha256();
    for (Tensor tensor : org.signcam.net.Weights.save(network.backbone(), "").values()) {
      sha.update(tensor.half().data().duplicate());
    }
    return HexFormat.of().formatHex(sha.digest()).substring(0, 16);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * The features of the files, one row a variant: row {@code i·variants + v} is variant {@code v}
   * of file {@code i}.
   *
   * @throws UserException when a picture or the cache's folder cannot be read or written
   */
  float[][] of(List<Path> files, Progress progress) {
    float[][] rows = new float[files.size() * variants][];
    List<Integer> missing = new ArrayList<>();
    List<Path> places = new ArrayList<>();
    try {
      Files.createDirectories(folder);
      for (int i = 0; i < files.size(); i++) {
        Path place = folder.resolve(key(files.get(i)));
        places.add(place);
        if (!read(place, rows, i)) {
          missing.add(i);
        }
      }
      for (int from = 0; from < missing.size(); from += BATCH) {
        if (stopping.getAsBoolean()) {
          throw new CancellationException("stopped");
        }
        List<Integer> some = missing.subList(from, Math.min(missing.size(), from + BATCH));
        compute(files, places, some, rows);
        for (int i : some) {
          write(places.get(i), rows, i);
        }
        progress.step("features", from + some.size(), missing.size(), "");
      }
    } catch (IOException e) {
      throw new UserException(
          "Cannot use the feature cache " + folder + ": " + AtomicFiles.reason(e) + ".", e);
    }
    return rows;
  }

  private static String key(Path file) throws IOException {
    return HexFormat.of().formatHex(sha256().digest(Files.readAllBytes(file))) + ".f32";
  }

  private boolean read(Path place, float[][] rows, int index) throws IOException {
    if (!Files.exists(place)) {
      return false;
    }
    ByteBuffer data = ByteBuffer.wrap(Files.readAllBytes(place));
    int width = width();
    if (data.remaining() != width * variants * 4) {
      return false;
    }
    for (int v = 0; v < variants; v++) {
      float[] row = new float[width];
      data.asFloatBuffer().get(v * width, row);
      rows[index * variants + v] = row;
    }
    return true;
  }

  /** Numbers a variant. */
  private int width() {
    long[] shape = shape();
    return (int) (shape[1] * shape[2] * shape[3]);
  }

  /** 1×C×H×W, as the head takes it; H and W are 1 when pooled. */
  long[] shape() {
    long[] map =
        network
            .backbone()
            .getOutputShapes(
                new ai.djl.ndarray.types.Shape[] {
                  new ai.djl.ndarray.types.Shape(1, 3, side, side)
                })[0]
            .getShape();
    return pooled ? new long[] {1, map[1], 1, 1} : map;
  }

  private void compute(List<Path> files, List<Path> places, List<Integer> indices, float[][] rows) {
    try (InputImage input = new InputImage(side)) {
      compute(files, places, indices, rows, input);
    }
  }

  private void compute(
      List<Path> files,
      List<Path> places,
      List<Integer> indices,
      float[][] rows,
      InputImage input) {
    for (int v = 0; v < variants; v++) {
      ByteBuffer rgb = ByteBuffer.allocateDirect(indices.size() * side * side * 3);
      byte[] pixels = new byte[side * side * 3];
      for (int i : indices) {
        Mat picture = Pictures.read(files.get(i));
        if (v == 0) {
          rgb.put(input.fill(picture, Evaluation.centredSquare(picture.cols(), picture.rows())));
        } else {
          // Of the picture's digest, so that what is cached depends on the picture alone.
          String digest = places.get(i).getFileName().toString();
          SplittableRandom random =
              new SplittableRandom(Long.parseUnsignedLong(digest.substring(0, 16), 16) + v);
          Mat made = augmenter.apply(files.get(i), picture, null, side, random);
          Imgproc.cvtColor(made, made, Imgproc.COLOR_BGR2RGB);
          made.get(0, 0, pixels);
          rgb.put(pixels);
          made.release();
        }
        picture.release();
      }
      forward(rgb.flip(), indices, v, rows);
    }
  }

  private void forward(ByteBuffer rgb, List<Integer> indices, int variant, float[][] rows) {
    try (NDManager scope = network.manager().newSubManager()) {
      int n = indices.size();
      NDArray map = network.features(network.input(scope, rgb, n, side), false);
      NDArray kept = pooled ? map.reshape(n, map.getShape().get(1), -1).mean(new int[] {2}) : map;
      float[] flat = kept.toFloatArray();
      int width = flat.length / n;
      for (int k = 0; k < n; k++) {
        float[] row = new float[width];
        System.arraycopy(flat, k * width, row, 0, width);
        rows[indices.get(k) * variants + variant] = row;
      }
    }
  }

  // Not forced: a cache that a crash cuts short is found by its size and made again.
  private void write(Path place, float[][] rows, int index) throws IOException {
    ByteBuffer data = ByteBuffer.allocate(width() * variants * 4);
    for (int v = 0; v < variants; v++) {
      data.asFloatBuffer().put(v * width(), rows[index * variants + v]);
    }
    Path temporary = Files.createTempFile(folder, ".feature", ".part");
    Files.write(temporary, data.array());
    Files.move(temporary, place, StandardCopyOption.REPLACE_EXISTING);
  }
}
