package org.signcam.train;

import ai.djl.Device;
import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.signcam.base.AtomicFiles;
import org.signcam.base.Folders;
import org.signcam.base.UserException;
import org.signcam.model.GestureModel;
import org.signcam.model.ModelStore;
import org.signcam.net.Safetensors;
import org.signcam.net.Safetensors.Content;
import org.signcam.net.Safetensors.Tensor;
import org.signcam.samples.RenderedSamples;
import org.signcam.samples.Sample;
import org.signcam.samples.SampleSet;
import org.signcam.samples.StoreUse;
import org.signcam.train.VectorTraining.Seen;

/**
 * What a model's head saw in pictures of many people, kept beside the model without the pictures:
 * whoever teaches the model a new hand trains on these too, so that the others are not forgotten
 * (latent replay: Pellegrini et al. 2020, https://arxiv.org/abs/1912.01100), and measures on those
 * whom the model was never trained on.
 *
 * @param network {@link FeatureCache#digest} of all weights below the vectors: they fit any model
 *     that has the same, whatever is above
 * @param width numbers of a vector, D
 * @param entries in a fixed order
 */
public record ReplaySet(String network, int width, List<Entry> entries) {
  private static final String HEADER = "signcam-replay";
  private static final String VECTORS = "vectors";
  private static final Gson GSON = new Gson();

  /**
   * One picture.
   *
   * @param keptOut whether the model was never trained on this signer
   * @param digest SHA-256 of the picture's file, in hex; {@code null} in sets that do not say it
   * @param vector D float16, little-endian
   */
  public record Entry(
      String signer, String label, boolean keptOut, String digest, ByteBuffer vector) {}

  /** The file's metadata; all lists but {@code keptOut} have one item a vector. */
  private record Header(
      String network,
      List<String> keptOut,
      List<String> signers,
      List<String> labels,
      List<String> digests) {}

  public ReplaySet {
    entries = List.copyOf(entries);
  }

  /**
   * Makes the set that goes with a model and writes it beside it.
   *
   * @param set pictures of people that the model was trained on, and of others, by its own word
   * @param each vectors of a signer's label at most
   * @return the file
   * @throws UserException when the model or a picture cannot be read, the file not be written, or
   *     the pictures are of nobody that the model was trained on
   * @throws CancellationException when asked to stop; then nothing is written
   */
  public static Path make(
      Path model,
      SampleSet set,
      int each,
      Device device,
      BooleanSupplier stopping,
      Progress progress) {
    SampleSet people =
        set.filter(s -> !RenderedSamples.isRendered(s.signer())); // to be kept in mind
    List<Sample> some = evenly(people.samples(), each);
    return StoreUse.during(some, () -> make(model, some, device, stopping, progress));
  }

  private static Path make(
      Path model, List<Sample> some, Device device, BooleanSupplier stopping, Progress progress) {
    List<String> seen = GestureModel.signersOf(model);
    try (VectorModel vectors = new VectorModel(model, device, Folders.cache(), progress)) {
      List<Entry> entries = new ArrayList<>();
      for (Seen one : vectors.of(vectors.examples(some), 1, stopping)) {
        Sample s = one.example().sample();
        boolean keptOut = !seen.contains(s.signer());
        entries.add(new Entry(s.signer(), s.label(), keptOut, s.digest(), one.halves()));
      }
      if (entries.stream().allMatch(Entry::keptOut)) {
        throw new UserException(
            "None of the pictures is of a label and of people that "
                + model.getFileName()
                + " was trained on, so they would keep it from forgetting nobody; name the folders"
                + " that it was trained on.");
      }
      if (entries.stream().noneMatch(Entry::keptOut)) {
        progress.say(
            "careful: nobody was kept out of training, so what others lose cannot be told");
      }
      if (stopping.getAsBoolean()) {
        throw new CancellationException("stopped");
      }
      Path file = ModelStore.replay(model);
      new ReplaySet(vectors.digest(), vectors.network().vectorWidth(), entries).write(file);
      return file;
    }
  }

  /** So many of each signer's pictures of each label at most, evenly over their order. */
  private static List<Sample> evenly(List<Sample> samples, int each) {
    Map<String, List<Sample>> kinds = new LinkedHashMap<>();
    for (Sample s : samples) {
      kinds.computeIfAbsent(s.signer() + "/" + s.label(), k -> new ArrayList<>()).add(s);
    }
    List<Sample> kept = new ArrayList<>();
    for (List<Sample> kind : kinds.values()) {
      int wanted = Math.min(each, kind.size());
      for (int i = 0; i < wanted; i++) {
        kept.add(kind.get(i * kind.size() / wanted));
      }
    }
    return kept;
  }

  /**
   * The set that fits a network: that beside the model, else another in its folder or among the
   * shipped ones, since all models that share what is below the vectors share them.
   *
   * @return {@code null} where there is none
   * @throws UserException when that beside the model is damaged
   */
  static ReplaySet find(Path model, String network) {
    Path own = ModelStore.replay(model);
    Stream<ReplaySet> beside = Files.isRegularFile(own) ? Stream.of(read(own)) : Stream.of();
    Stream<Path> others =
        Stream.concat(list(model.toAbsolutePath().getParent()), list(ModelStore.folder()));
    return Stream.concat(beside, others.flatMap(file -> readable(file).stream()))
        .filter(set -> set.network.equals(network))
        .findFirst()
        .orElse(null);
  }

  private static Stream<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> f.equals(ModelStore.replay(f.resolveSibling(stem(f)))))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      return Stream.of();
    }
  }

  private static String stem(Path file) {
    return file.getFileName().toString().replaceFirst("\\.replay\\.safetensors$", "");
  }

  /** Those that the model was trained on, or those that it was not. */
  List<Entry> part(boolean keptOut) {
    return entries.stream().filter(e -> e.keptOut == keptOut).toList();
  }

  /**
   * Writes the set atomically.
   *
   * @throws UserException when it cannot be written
   */
  void write(Path file) {
    ByteBuffer data = ByteBuffer.allocate(entries.size() * width * Short.BYTES);
    Set<String> keptOut = new HashSet<>();
    for (Entry e : entries) {
      data.put(e.vector.duplicate());
      if (e.keptOut) {
        keptOut.add(e.signer);
      }
    }
    Header header =
        new Header(
            network,
            keptOut.stream().sorted().toList(),
            entries.stream().map(Entry::signer).toList(),
            entries.stream().map(Entry::label).toList(),
            entries.stream().map(Entry::digest).toList());
    Tensor vectors =
        new Tensor(
            Safetensors.Type.F16,
            new long[] {entries.size(), width},
            data.flip().order(ByteOrder.LITTLE_ENDIAN));
    Safetensors.write(
        file, new Content(Map.of(VECTORS, vectors), Map.of(HEADER, GSON.toJson(header))));
  }

  /**
   * Reads a set.
   *
   * @throws UserException when it is missing or damaged
   */
  static ReplaySet read(Path file) {
    Content content = Safetensors.read(file);
    Header header;
    try {
      header = GSON.fromJson(content.metadata().get(HEADER), Header.class);
    } catch (JsonParseException e) {
      throw damaged(file, e);
    }
    Tensor vectors = content.tensors().get(VECTORS);
    if (header == null
        || header.network == null
        || header.keptOut == null
        || header.signers == null
        || header.labels == null
        || vectors == null
        || vectors.type() != Safetensors.Type.F16
        || vectors.shape().length != 2
        || vectors.shape()[0] != header.signers.size()
        || vectors.shape()[0] != header.labels.size()
        || (header.digests != null && vectors.shape()[0] != header.digests.size())) {
      throw damaged(file, null);
    }
    int width = Math.toIntExact(vectors.shape()[1]);
    int bytes = width * Short.BYTES;
    ByteBuffer data = vectors.data();
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < header.signers.size(); i++) {
      String signer = header.signers.get(i);
      ByteBuffer vector = data.slice(data.position() + i * bytes, bytes);
      String digest = header.digests == null ? null : header.digests.get(i);
      boolean keptOut = header.keptOut.contains(signer);
      entries.add(new Entry(signer, header.labels.get(i), keptOut, digest, vector));
    }
    return new ReplaySet(header.network, width, entries);
  }

  /**
   * Erases the vectors of some pictures from all sets in a folder.
   *
   * @param digests SHA-256 of the pictures' files, in hex
   * @return how many were erased
   * @throws UserException when a set cannot be written; those of {@link #unreadable} are left
   */
  static int erase(Path folder, Collection<String> digests) {
    int erased = 0;
    for (Path file : list(folder).toList()) {
      ReplaySet set = readable(file).orElse(null);
      if (set == null) {
        continue;
      }
      List<Entry> left =
          set.entries.stream()
              .filter(e -> e.digest == null || !digests.contains(e.digest))
              .toList();
      if (left.isEmpty() && !set.entries.isEmpty()) {
        delete(file);
      } else if (left.size() < set.entries.size()) {
        new ReplaySet(set.network, set.width, left).write(file);
      }
      erased += set.entries.size() - left.size();
    }
    return erased;
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UserException(
          "Cannot delete %s (%s); delete it by hand.".formatted(file, AtomicFiles.reason(e)), e);
    }
  }

  /** The sets in a folder that hold vectors of somebody of that name. */
  static List<Path> of(String signer, Path folder) {
    return list(folder)
        .filter(
            file ->
                readable(file).stream()
                    .flatMap(set -> set.entries.stream())
                    .anyMatch(e -> e.signer.equals(signer)))
        .toList();
  }

  /** The sets in a folder that are damaged, or may not be read. */
  static List<Path> unreadable(Path folder) {
    return list(folder).filter(file -> readable(file).isEmpty()).toList();
  }

  private static Optional<ReplaySet> readable(Path file) {
    try {
      return Optional.of(read(file));
    } catch (UserException e) {
      return Optional.empty(); // another model's damage stops nothing
    }
  }

  private static UserException damaged(Path file, Exception cause) {
    return new UserException(
        file
            + " is not a set of replay vectors that can be read; make it again with: models replay.",
        cause);
  }
}
