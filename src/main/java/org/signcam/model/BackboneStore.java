package org.signcam.model;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.signcam.base.AtomicFiles;
import org.signcam.base.UserException;
import org.signcam.net.Backbone;
import org.signcam.net.BackboneWeights;
import org.signcam.net.Safetensors;
import org.signcam.net.Safetensors.Content;
import org.signcam.net.Safetensors.Tensor;
import org.signcam.net.TorchFile;

/**
 * Weights to start a training from: {@code models/backbones/NAME.safetensors}, made from files of
 * others. Only {@link #fetch} uses the network.
 */
public final class BackboneStore {
  /** Where torchvision's weights lie. */
  public static final URI TORCHVISION = URI.create("https://download.pytorch.org/models/");

  /**
   * torchvision's names of the weights of ImageNet (IMAGENET1K_V1); behind the dash, what the
   * file's SHA-256 begins with.
   *
   * @see <a href="https://github.com/pytorch/vision/blob/main/torchvision/models/resnet.py">the
   *     addresses of ResNets</a>, and alexnet.py beside it
   */
  private static final Map<Backbone, String> PUBLISHED = new LinkedHashMap<>();

  static {
    PUBLISHED.put(Backbone.ALEXNET, "alexnet-owt-7be5be79.pth");
    PUBLISHED.put(Backbone.RESNET18, "resnet18-f37072fd.pth");
    PUBLISHED.put(Backbone.RESNET34, "resnet34-b627a593.pth");
    PUBLISHED.put(Backbone.RESNET50, "resnet50-0676ba61.pth");
  }

  /** A file's name, and in it what its SHA-256 begins with. */
  private static final Pattern DIGEST = Pattern.compile("([\\w.-]+-([0-9a-f]{8,64})\\.pth)$");

  private static final String SUFFIX = ".safetensors";

  private BackboneStore() {}

  /**
   * Weights that were written.
   *
   * @param file where they are now
   */
  public record Imported(Path file, BackboneWeights weights) {}

  /** The folder of these files. */
  public static Path folder() {
    return ModelStore.folder().resolve("backbones");
  }

  /** What can be fetched, by name. */
  public static List<String> names() {
    return Stream.concat(
            PUBLISHED.keySet().stream().map(Backbone::id), Stream.of(ModelZooNetwork.NAME))
        .toList();
  }

  /**
   * Downloads weights by name and imports them. What is torchvision's goes on where an earlier try
   * ended, and stays beside what is made of it.
   *
   * @param name one of {@link #names}
   * @param from another address of the file than the official one, {@code null} for that
   * @throws UserException when it cannot be had or is not what it should be
   */
  public static Imported fetch(String name, URI from, FetchProgress progress) {
    Path out = folder().resolve(name + SUFFIX);
    AtomicFiles.checkWritable(out);
    if (name.equals(ModelZooNetwork.NAME)) {
      return write(ModelZooNetwork.fetch(from), name, out);
    }
    URI address = from == null ? TORCHVISION.resolve(PUBLISHED.get(Backbone.of(name))) : from;
    Matcher published = DIGEST.matcher(address.toString());
    if (!published.find()) {
      throw new UserException(
          address
              + " does not end in NAME-DIGEST.pth, as torchvision's files do; name such a file.");
    }
    Path file = folder().resolve(published.group(1));
    new Download(address, file, published.group(2), progress).run();
    return importFile(file, out);
  }

  /**
   * Imports weights from a file of PyTorch's ({@code .pth}) or a safetensors file.
   *
   * @param out {@code null} for a file of the same name in {@link #folder}; an older one there is
   *     kept as {@code NAME.previous.safetensors}
   * @throws UserException when the file cannot be read or fits no network, or {@code out} cannot be
   *     written
   */
  public static Imported importFile(Path file, Path out) {
    String name = file.getFileName().toString();
    boolean safe = name.replaceFirst("\\.gz$", "").endsWith(SUFFIX);
    Map<String, Tensor> tensors = safe ? Safetensors.read(file).tensors() : TorchFile.read(file);
    Path target =
        out != null
            ? out
            : folder().resolve(name.replaceFirst("(\\.[A-Za-z]+(\\.gz)?)$", "") + SUFFIX);
    AtomicFiles.checkWritable(target);
    return write(BackboneWeights.recognize(tensors, file.toString()), name, target);
  }

  private static Imported write(BackboneWeights weights, String source, Path out) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("source", source);
    metadata.put("backbone", weights.backbone().id());
    metadata.put("cut", weights.cut());
    ModelStore.keepPrevious(out);
    Safetensors.write(out, new Content(weights.tensors(), metadata));
    return new Imported(out, weights);
  }
}
