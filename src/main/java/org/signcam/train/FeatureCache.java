package org.signcam.train;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.opencv.core.Mat;
import org.opencv.imgproc.Imgproc;
import org.signcam.base.AtomicFiles;
import org.signcam.base.UserException;
import org.signcam.export.OnnxExport.Part;
import org.signcam.image.Pictures;
import org.signcam.model.ModelCard;
import org.signcam.model.Network;
import org.signcam.net.Safetensors.Tensor;
import org.signcam.net.Weights;
import org.signcam.train.FeatureFile.RecordKey;

/**
 * What the frozen stages of a network make of each picture, undisturbed and a few times disturbed,
 * kept on disk so that a second training takes seconds. A file for each network, cut and size of
 * pictures, named by the digest of its weights; in it a record for each picture and disturbance,
 * under the picture's digest and that of all else that decides it. So a picture that is new or
 * changed is computed, and nothing else is; and all that is of a picture can be erased.
 */
final class FeatureCache {
  /** Pictures a forward pass. */
  private static final int BATCH = 32;

  /** What a cache's name says of its records. */
  private static final Pattern CONTENT_BYTES =
      Pattern.compile("-(?:pooled|map|vector)-(\\d{1,9})\\.f16$");

  private static final Augmenter STILL = new Augmenter(0, Rooms.NONE, null);

  private final Path file;
  private final Network frozen;
  private final Part kind;
  private final int side;
  private final Augmenter disturbing;
  private final BooleanSupplier stopping;
  private final Progress progress;

  /**
   * @param folder of all caches
   * @param frozen a network whose backbone is the frozen stages; its head is only asked for vectors
   * @param side of the pictures, px
   * @param disturbing how; without other rooms, since a picture's features must not change because
   *     another one was recorded
   * @param stopping whether the user wants an end
   */
  FeatureCache(
      Path folder,
      Network frozen,
      Part kind,
      int side,
      Augmenter disturbing,
      BooleanSupplier stopping,
      Progress progress) {
    this.frozen = frozen;
    this.kind = kind;
    this.side = side;
    this.disturbing = disturbing;
    this.stopping = stopping;
    this.progress = progress;
    int bytes = Features.bytes(shape());
    String name =
        "%s-%d-%s-%d.f16"
            .formatted(digest(frozen, kind), side, kind.name().toLowerCase(Locale.ROOT), bytes);
    file = folder(folder).resolve(name);
  }

  private static Path folder(Path caches) {
    return caches.resolve("features");
  }

  /**
   * Erases all that was made of some pictures, by any network. Not while a training uses it.
   *
   * @param caches folder of all caches
   * @param digests SHA-256 of the pictures' files, in hex
   * @return how many records were erased
   * @throws UserException when a cache cannot be written
   */
  static int erase(Path caches, Collection<String> digests) {
    Set<Long> wanted = new HashSet<>();
    digests.forEach(hex -> wanted.add(Long.parseUnsignedLong(hex.substring(0, 16), 16)));
    Path folder = folder(caches);
    int erased = 0;
    try {
      if (!Files.isDirectory(folder)) {
        return 0;
      }
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.f16")) {
        for (Path file : files) {
          Matcher size = CONTENT_BYTES.matcher(file.getFileName().toString());
          if (size.find()) {
            try (FeatureFile cache = new FeatureFile(file, Integer.parseInt(size.group(1)))) {
              erased += cache.erase(key -> wanted.contains(key.high()));
            }
          } else {
            Files.delete(file); // of a version that knew no pictures; nothing reads it any more
          }
        }
      }
      return erased;
    } catch (IOException e) {
      throw new UserException(
          "Cannot erase what is cached in %s (%s); delete that folder."
              .formatted(folder, AtomicFiles.reason(e)),
          e);
    }
  }

  /** Of all weights that decide what is kept: networks of the same digest share it. */
  static String digest(Network network, Part kind) {
    MessageDigest sha = FeatureKeys.sha256();
    sha.update(scaling(network.card()).getBytes(StandardCharsets.UTF_8));
    Map<String, Tensor> weights = new LinkedHashMap<>(Weights.save(network.backbone(), ""));
    if (kind == Part.VECTOR) {
      weights.putAll(Weights.save(network.parts().below(), Network.HEAD));
    }
    weights.forEach(
        (name, tensor) -> {
          sha.update(name.getBytes(StandardCharsets.UTF_8));
          sha.update(tensor.data().duplicate());
        });
    return HexFormat.of().formatHex(sha.digest()).substring(0, 16);
  }

  private static String scaling(ModelCard card) {
    return Arrays.toString(card.mean()) + Arrays.toString(card.std());
  }

  /**
   * The features of pictures, computed where they are not in the cache.
   *
   * @param variants of each, the first undisturbed
   * @throws UserException when a picture or the cache cannot be read or written
   */
  Features of(List<Example> examples, int variants) {
    long[] shape = shape();
    List<RecordKey> keys = FeatureKeys.of(examples, variants, disturbing);
    ByteBuffer[] records = new ByteBuffer[keys.size()];
    try (FeatureFile cache = new FeatureFile(file, Features.bytes(shape))) {
      Map<RecordKey, Integer> missing = new LinkedHashMap<>(); // pictures that are alike once
      for (int row = 0; row < records.length; row++) {
        records[row] = cache.get(keys.get(row));
        if (records[row] == null) {
          missing.putIfAbsent(keys.get(row), row);
        }
      }
      if (!missing.isEmpty()) {
        announce(missing.size(), (long) missing.size() * cache.recordSize());
        compute(examples, keys, variants, List.copyOf(missing.values()), cache);
        for (int row = 0; row < records.length; row++) {
          records[row] = cache.get(keys.get(row));
        }
      }
    } catch (IOException e) {
      throw new UserException(
          "Cannot use the feature cache "
              + file
              + " ("
              + AtomicFiles.reason(e)
              + "); check the folder's permissions and the free space.",
          e);
    }
    return new Features(shape, variants, records);
  }

  /** 1×C×H×W of one picture's features; H and W are 1 but for a map. */
  private long[] shape() {
    Shape[] input = {new Shape(1, 3, side, side)};
    long[] map = frozen.backbone().getOutputShapes(input)[0].getShape();
    return switch (kind) {
      case MAP -> map;
      case POOLED -> new long[] {1, map[1], 1, 1};
      case VECTOR -> new long[] {1, frozen.vectorWidth(), 1, 1};
    };
  }

  private void announce(int rows, long bytes) throws IOException {
    long free = Files.getFileStore(file.getParent()).getUsableSpace();
    if (bytes > free) {
      throw new UserException(
          "The feature cache %s would grow by %s and %s are free there; free some, freeze more stages, or keep fewer variants with --cache."
              .formatted(file, size(bytes), size(free)));
    }
    progress.say(
        "computing the features of %d pictures, disturbed ones among them, once: %s in %s"
            .formatted(rows, size(bytes), file));
  }

  private static String size(long bytes) {
    return bytes < 1_000_000_000
        ? "%d MB".formatted((bytes + 999_999) / 1_000_000)
        : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
  }

  private void compute(
      List<Example> examples,
      List<RecordKey> keys,
      int variants,
      List<Integer> missing,
      FeatureFile cache)
      throws IOException {
    long start = System.nanoTime();
    ByteBuffer rgb = ByteBuffer.allocateDirect(BATCH * side * side * 3);
    try (FrozenPart stages = FrozenPart.of(frozen, kind, side)) {
      for (int from = 0; from < missing.size(); from += BATCH) {
        if (stopping.getAsBoolean()) {
          throw new CancellationException("stopped");
        }
        List<Integer> some = missing.subList(from, Math.min(missing.size(), from + BATCH));
        List<float[]> points = disturb(examples, keys, variants, some, rgb.clear());
        List<ByteBuffer> records = records(stages.halves(rgb.flip(), some.size()), some.size());
        for (int k = 0; k < some.size(); k++) {
          records.get(k).put(FeatureKeys.bytes(points.get(k))).flip();
        }
        cache.append(some.stream().map(keys::get).toList(), records);
        int done = from + some.size();
        double rate = done / ((System.nanoTime() - start) / 1e9);
        progress.step(
            "features", done, missing.size(), String.format(Locale.ROOT, "%.1f pictures/s", rate));
      }
    }
  }

  /** Puts the rows' pictures into {@code rgb}, N×side×side×3, and returns their landmarks. */
  private List<float[]> disturb(
      List<Example> examples,
      List<RecordKey> keys,
      int variants,
      List<Integer> rows,
      ByteBuffer rgb) {
    List<float[]> allPoints = new ArrayList<>();
    byte[] pixels = new byte[side * side * 3];
    Mat picture = null;
    int shown = -1;
    for (int row : rows) {
      Example example = examples.get(row / variants);
      if (row / variants != shown) { // the variants of a picture follow each other
        if (picture != null) {
          picture.release();
        }
        picture = Pictures.read(example.sample().file());
        shown = row / variants;
      }
      float[] points = example.points() == null ? null : example.points().clone();
      // Of the key, so that what is cached depends on the picture alone.
      SplittableRandom random = new SplittableRandom(keys.get(row).low());
      Mat made =
          (row % variants > 0 ? disturbing : STILL)
              .apply(example.sample(), picture, points, side, random);
      Imgproc.cvtColor(made, made, Imgproc.COLOR_BGR2RGB);
      made.get(0, 0, pixels);
      rgb.put(pixels);
      made.release();
      allPoints.add(points == null ? new float[3 * Landmarks.POINTS] : points);
    }
    if (picture != null) {
      picture.release();
    }
    return allPoints;
  }

  /** N records with room for the landmarks behind the features. */
  private static List<ByteBuffer> records(ByteBuffer halves, int n) {
    int each = halves.remaining() / n;
    List<ByteBuffer> records = new ArrayList<>();
    for (int k = 0; k < n; k++) {
      ByteBuffer record = ByteBuffer.allocate(each + 3 * Landmarks.POINTS * Float.BYTES);
      records.add(record.put(halves.slice(halves.position() + k * each, each)));
    }
    return records;
  }
}
