package org.signcam.train;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.signcam.base.UserException;
import org.signcam.net.Safetensors;
import org.signcam.net.Safetensors.Content;
import org.signcam.net.Safetensors.Tensor;

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
record ReplaySet(String network, int width, List<Entry> entries) {
  private static final String HEADER = "signcam-replay";
  private static final String VECTORS = "vectors";
  private static final Gson GSON = new Gson();

  /**
   * One picture.
   *
   * @param keptOut whether the model was never trained on this signer
   * @param vector D float16, little-endian
   */
  record Entry(String signer, String label, boolean keptOut, ByteBuffer vector) {}

  /** The file's metadata; all lists but {@code keptOut} have one item a vector. */
  private record Header(
      String network, List<String> keptOut, List<String> signers, List<String> labels) {}

  ReplaySet {
    entries = List.copyOf(entries);
  }

  /**
   * So many of each signer's pictures of each label at most, evenly over their order.
   *
   * @param entries in the order of the pictures
   */
  static ReplaySet of(String network, int width, List<Entry> entries, int each) {
    Map<String, Integer> counts = new HashMap<>();
    entries.forEach(e -> counts.merge(e.signer + "/" + e.label, 1, Integer::sum));
    Map<String, Integer> passed = new HashMap<>();
    List<Entry> kept = new ArrayList<>();
    for (Entry e : entries) {
      String kind = e.signer + "/" + e.label;
      int of = counts.get(kind);
      int i = passed.merge(kind, 1, Integer::sum) - 1;
      int wanted = Math.min(each, of);
      if ((long) (i + 1) * wanted / of > (long) i * wanted / of) {
        kept.add(e);
      }
    }
    return new ReplaySet(network, width, kept);
  }

  /** Where the set of a model lies: {@code NAME.replay.safetensors} beside it. */
  static Path beside(Path model) {
    String name = model.getFileName().toString().replaceFirst("\\.safetensors$", "");
    return model.resolveSibling(name + ".replay.safetensors");
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
            entries.stream().map(Entry::label).toList());
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
        || vectors.shape()[0] != header.labels.size()) {
      throw damaged(file, null);
    }
    int width = Math.toIntExact(vectors.shape()[1]);
    int bytes = width * Short.BYTES;
    ByteBuffer data = vectors.data();
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < header.signers.size(); i++) {
      String signer = header.signers.get(i);
      ByteBuffer vector = data.slice(data.position() + i * bytes, bytes);
      entries.add(new Entry(signer, header.labels.get(i), header.keptOut.contains(signer), vector));
    }
    return new ReplaySet(header.network, width, entries);
  }

  private static UserException damaged(Path file, Exception cause) {
    return new UserException(
        file
            + " is not a set of replay vectors that can be read; make it again with: models replay.",
        cause);
  }
}
