package org.signcam.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signcam.base.UserException;
import org.signcam.net.Backbone;
import org.signcam.net.Safetensors;
import org.signcam.net.Safetensors.Content;
import org.signcam.net.Safetensors.Tensor;
import org.signcam.net.TorchFiles;

class BackboneStoreTest {
  @TempDir Path dir;
  private final Map<String, String> before = new HashMap<>();

  @BeforeEach
  void elsewhere() {
    for (String key : new String[] {"signcam.home", "signcam.cache"}) {
      before.put(key, System.getProperty(key));
      System.setProperty(key, dir.resolve(key).toString());
    }
  }

  @AfterEach
  void back() {
    before.forEach(
        (key, value) -> {
          if (value == null) {
            System.clearProperty(key);
          } else {
            System.setProperty(key, value);
          }
        });
  }

  private static void assertSame(Map<String, Tensor> actual, Map<String, Tensor> expected) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (name, tensor) ->
            assertThat(actual.get(name).floats()).as(name).isEqualTo(tensor.floats()));
  }

  @Test
  void aFileOfPyTorchBecomesSafetensorsUnderItsOwnName() throws IOException {
    Map<String, Tensor> weights = TorchFiles.weights(Backbone.RESNET18, "layer1");
    Path file = Files.write(dir.resolve("mine.pth"), TorchFiles.file(weights, "module."));
    Path out = BackboneStore.importFile(file, null).file();
    assertThat(out).isEqualTo(BackboneStore.folder().resolve("mine.safetensors"));
    Content content = Safetensors.read(out);
    assertSame(content.tensors(), weights);
    assertThat(content.metadata())
        .containsEntry("source", "mine.pth")
        .containsEntry("backbone", "resnet18")
        .containsEntry("cut", "layer1");
  }

  @Test
  void safetensorsAreImportedWithTheirCountersDroppedAndTheOldFileKept() throws IOException {
    Map<String, Tensor> weights = TorchFiles.weights(Backbone.RESNET18, "layer1");
    Map<String, Tensor> more = new LinkedHashMap<>(weights);
    ByteBuffer counter = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, 7);
    more.put("bn1.num_batches_tracked", new Tensor(Safetensors.Type.I64, new long[0], counter));
    Path file = dir.resolve("other.safetensors");
    Safetensors.write(file, new Content(more, Map.of()));
    Path out = dir.resolve("out/x.safetensors");
    Files.createDirectories(out.getParent());
    Files.writeString(out, "old");
    assertThat(BackboneStore.importFile(file, out).weights().dropped()).isOne();
    assertSame(Safetensors.read(out).tensors(), weights);
    assertThat(out.resolveSibling("x.previous.safetensors")).hasContent("old");
  }

  @Test
  void whatIsFetchedHasANameAndADigestInItsAddress() {
    assertThat(BackboneStore.names())
        .containsExactly("alexnet", "resnet18", "resnet34", "resnet50", "resnet18_embedding");
    for (String address : List.of("http://127.0.0.1:9/x.pth", "http://127.0.0.1:9/x-12ab.pth")) {
      assertThatThrownBy(
              () -> BackboneStore.fetch("resnet18", URI.create(address), (done, total) -> {}))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("does not end in NAME-DIGEST.pth");
    }
  }

  @Test
  void whatIsFetchedIsImportedUnderTheNameAskedForAndStaysBesideIt() throws Exception {
    byte[] file = TorchFiles.file(TorchFiles.weights(Backbone.RESNET18, "layer1"), "");
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(file);
    String name = "resnet18-" + HexFormat.of().formatHex(digest, 0, 4) + ".pth";
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/" + name,
        exchange -> {
          exchange.sendResponseHeaders(200, file.length);
          exchange.getResponseBody().write(file);
          exchange.close();
        });
    server.start();
    try {
      URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + name);
      BackboneStore.Imported imported =
          BackboneStore.fetch("resnet18", address, (done, total) -> {});
      assertThat(imported.file())
          .isEqualTo(BackboneStore.folder().resolve("resnet18.safetensors"))
          .isRegularFile();
      assertThat(imported.weights().cut()).isEqualTo("layer1");
      assertThat(BackboneStore.folder().resolve(name)).hasBinaryContent(file);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void whatFitsNothingWritesNothing() throws IOException {
    Path file = Files.write(dir.resolve("a.pth"), TorchFiles.file(Map.of(), ""));
    Path out = dir.resolve("x.safetensors");
    assertThatThrownBy(() -> BackboneStore.importFile(file, out)).isInstanceOf(UserException.class);
    assertThat(out).doesNotExist();
  }

  @Test
  void theNetworkOfDjlsModelZooIsCopiedByNameAndItsScriptIsNotKept() throws IOException {
    Path script = dir.resolve("resnet18_embedding.pt");
    EmbeddingScript.write(script, (storage, length, index) -> 1 + storage);
    BackboneStore.Imported imported =
        BackboneStore.fetch("resnet18_embedding", script.toUri(), (done, total) -> {});
    assertThat(imported.weights().backbone()).isEqualTo(Backbone.RESNET18);
    assertThat(imported.weights().cut()).isEqualTo("layer4");
    Map<String, Tensor> tensors = Safetensors.read(imported.file()).tensors();
    assertThat(tensors).hasSize(100);
    // Each storage is filled with its own number; PyTorch numbers them as it writes the modules.
    assertThat(tensors.get("conv1.weight").floats()).containsOnly(1);
    assertThat(tensors.get("bn1.weight").floats()).containsOnly(2);
    assertThat(tensors.get("bn1.bias").floats()).containsOnly(3);
    assertThat(tensors.get("bn1.running_mean").floats()).containsOnly(4);
    assertThat(tensors.get("bn1.running_var").floats()).containsOnly(5);
    assertThat(tensors.values().stream().map(t -> t.floats()[0]).distinct()).hasSize(100);
    try (Stream<Path> left = Files.walk(dir)) {
      assertThat(left.filter(f -> f.toString().endsWith(".pt"))).containsExactly(script);
    }
    assertThat(dir.resolve("signcam.cache")).isEmptyDirectory();
    assertThat(System.getProperty("ai.djl.offline")).isEqualTo("true");
  }

  @Test
  void whatTheModelZooCannotGiveIsOneSentence() {
    Path missing = dir.resolve("missing.pt");
    assertThatThrownBy(
            () -> BackboneStore.fetch("resnet18_embedding", missing.toUri(), (done, total) -> {}))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("Cannot fetch resnet18_embedding")
        .hasMessageContaining("run it again");
  }
}
