package org.signcam.model;

import ai.djl.MalformedModelException;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDList;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.signcam.base.AtomicFiles;
import org.signcam.base.Folders;
import org.signcam.base.UserException;
import org.signcam.net.BackboneWeights;
import org.signcam.net.TorchFile;

/**
 * The ResNet-18 without its classifier of DJL's model zoo, a TorchScript file: its weights go into
 * our own block, the script is not kept.
 *
 * <p>DJL shows a script's parameters but not batch norm's means and variances ({@code
 * getParameters} lists 60 tensors of the 100), so all are read from the file that DJL fetched and
 * could load. By its documentation that is torchvision's network traced without its last layer; if,
 * as in {@code nn.Sequential(*children)}, its names are numbers, {@link BackboneWeights} goes by
 * the order.
 *
 * @see <a
 *     href="https://github.com/deepjavalibrary/djl/blob/master/examples/docs/train_transfer_fresh_fruit.md">how
 *     it was made</a>
 */
final class ModelZooNetwork {
  static final String NAME = "resnet18_embedding";

  private static final URI ZOO = URI.create("djl://ai.djl.pytorch/" + NAME);

  private ModelZooNetwork() {}

  /**
   * Fetches the network over DJL and reads its weights.
   *
   * @param from a file, folder or archive instead of the zoo's; {@code null} for the zoo's
   * @throws UserException when it cannot be had or fits none of our networks
   */
  static BackboneWeights fetch(URI from) {
    Path cache = AtomicFiles.beside(Folders.cache().resolve(NAME).toAbsolutePath());
    try {
      AtomicFiles.makeFolders(cache);
      return load(from == null ? ZOO : from, cache);
    } catch (IOException | ModelNotFoundException | MalformedModelException e) {
      throw new UserException(
          "Cannot fetch "
              + NAME
              + " from DJL's model zoo ("
              + reason(e)
              + "); check the network and run it again.",
          e);
    } finally {
      Folders.delete(cache); // what cannot be deleted lies in the cache, where nobody minds it
    }
  }

  private static BackboneWeights load(URI from, Path cache)
      throws IOException, ModelNotFoundException, MalformedModelException {
    Engine.getInstance(); // before DJL may go online: PyTorch's own library comes with the program
    Map<String, String> before = new LinkedHashMap<>();
    set(before, "ai.djl.offline", "false"); // the start script forbids it; now it was asked for
    set(before, "DJL_CACHE_DIR", cache.toString());
    try {
      Criteria<NDList, NDList> criteria =
          Criteria.builder()
              .setTypes(NDList.class, NDList.class)
              .optModelUrls(from.toString())
              .optEngine("PyTorch")
              .optOption("trainParam", "true")
              .build();
      Path script;
      try (ZooModel<NDList, NDList> model = criteria.loadModel()) {
        script = script(model);
      }
      return BackboneWeights.recognize(TorchFile.read(script), NAME);
    } finally {
      before.forEach(ModelZooNetwork::restore);
    }
  }

  /** The file that DJL loaded, found as DJL finds it. */
  private static Path script(ZooModel<?, ?> model) throws IOException {
    Path folder = model.getModelPath();
    return Stream.of(model.getName(), folder.getFileName().toString(), "model")
        .map(name -> folder.resolve(name + ".pt"))
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(() -> new IOException("no .pt file came"));
  }

  private static void set(Map<String, String> before, String key, String value) {
    before.put(key, System.getProperty(key));
    System.setProperty(key, value);
  }

  private static void restore(String key, String value) {
    if (value == null) {
      System.clearProperty(key);
    } else {
      System.setProperty(key, value);
    }
  }

  private static String reason(Exception e) {
    Throwable cause = e;
    while (!(cause instanceof IOException) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof IOException io
        ? io.getClass().getSimpleName().replace("Exception", "") + ": " + AtomicFiles.reason(io)
        : e.getMessage();
  }
}
