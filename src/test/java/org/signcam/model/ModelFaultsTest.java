package org.signcam.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signcam.base.FaultyFiles;
import org.signcam.base.FaultyFiles.Fault;
import org.signcam.base.UserException;

/** Models and downloads on a disk that fails at each of its operations in turn. */
class ModelFaultsTest {
  @TempDir Path dir;
  private final FaultyFiles disk = new FaultyFiles();

  @AfterAll
  static void count() {
    System.out.println("disk faults injected into models and downloads: " + FaultyFiles.injected());
  }

  @ParameterizedTest
  @EnumSource
  void aModelIsTheOldOneOrTheNewOneAndTheOneBeforeIsKeptWhole(Fault fault) throws IOException {
    ModelCard card = Cards.card(List.of("A", "B", "nothing"), "lab-cnn:5,8,8", "block3", 32);
    Path old = dir.resolve("old.safetensors");
    Path next = dir.resolve("new.safetensors");
    GestureModel.save(old, card, Cards.weights(card));
    GestureModel.save(next, card.withCalibration(2, 0.7), Cards.weights(card));
    save(old, card, Integer.MAX_VALUE, fault);
    for (int n : disk.telling(fault)) {
      Path file = save(old, card, n, fault);
      Path previous = file.resolveSibling("m.previous.safetensors");
      byte[] found = Files.readAllBytes(file);
      boolean isNew = Arrays.equals(found, Files.readAllBytes(next));
      assertThat(isNew || Arrays.equals(found, Files.readAllBytes(old)))
          .as("%s at %d: whole", fault, n)
          .isTrue();
      String kept = Files.size(previous) == 3 ? "the one before" : "the old one";
      assertThat(kept.equals("the old one") || !isNew)
          .as("%s at %d: what was replaced is kept", fault, n)
          .isTrue();
      if (kept.equals("the old one")) {
        assertThat(previous).as("%s at %d", fault, n).hasSameBinaryContentAs(old);
      }
    }
  }

  /** Saves over a model that has replaced another one before. */
  private Path save(Path old, ModelCard card, int n, Fault fault) throws IOException {
    Path folder = Files.createDirectory(dir.resolve(fault + "-" + n));
    Path file = Files.copy(old, folder.resolve("m.safetensors"));
    Files.write(folder.resolve("m.previous.safetensors"), new byte[] {1, 2, 3});
    disk.failAt(n, fault);
    try {
      GestureModel.save(disk.on(file), card.withCalibration(2, 0.7), Cards.weights(card));
    } catch (UserException e) {
      assertThat(e.getMessage()).as("%s at %d", fault, n).startsWith("Cannot ").contains("m.");
    } finally {
      disk.heal();
    }
    return file;
  }

  @Test
  void aModelIsNotExportedOrImportedWithoutItsVectors() throws IOException {
    ModelCard card = Cards.card(List.of("A", "B", "nothing"), "lab-cnn:5,8,8", "block3", 32);
    Path model = dir.resolve("m.safetensors");
    GestureModel.save(model, card, Cards.weights(card));
    Files.writeString(ModelStore.replay(model), "vectors");
    Path to = Files.createDirectory(dir.resolve("to")).resolve("copy.safetensors");
    disk.failAt(Integer.MAX_VALUE, Fault.ERROR);
    ModelStore.export(model, disk.on(to));
    int all = disk.operations();
    for (int n = 1; n <= all; n++) {
      Path other = Files.createDirectory(dir.resolve("to-" + n)).resolve("copy.safetensors");
      disk.failAt(n, Fault.DISK_FULL);
      boolean told = false;
      try {
        ModelStore.export(model, disk.on(other));
      } catch (UserException e) {
        told = true;
        assertThat(e).hasMessageContaining("No space left on device");
      }
      disk.heal();
      try (Stream<Path> files = Files.list(other.getParent())) {
        assertThat(files.count()).as("failed at %d", n).isEqualTo(told ? 0 : 2);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDownloadIsWholeOrNotThereAndCanBeHadAgain(Fault fault) throws Exception {
    byte[] content = new byte[60_000];
    new Random(1).nextBytes(content);
    String digest =
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, 8);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("ETag", "\"one\"");
          exchange.sendResponseHeaders(200, content.length);
          exchange.getResponseBody().write(content);
          exchange.close();
        });
    server.start();
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/weights.pth");
    try {
      disk.failAt(Integer.MAX_VALUE, fault);
      download(address, dir.resolve("healthy/weights.pth"), digest);
      for (int n : disk.telling(fault)) {
        Path file = dir.resolve(n + "/weights.pth");
        disk.failAt(n, fault);
        try {
          download(address, file, digest);
        } catch (UserException e) {
          assertThat(e.getMessage()).startsWith("Cannot write ").contains("weights.pth");
        } finally {
          disk.heal();
        }
        if (Files.exists(file)) {
          assertThat(file).as("%s at %d", fault, n).hasBinaryContent(content);
        }
        download(address, file, digest);
        assertThat(file).as("%s at %d, again", fault, n).hasBinaryContent(content);
      }
    } finally {
      server.stop(0);
    }
  }

  private void download(URI address, Path file, String digest) {
    new Download(address, disk.on(file), digest, (done, total) -> {}).run();
  }

  @Test
  void aPlaceUnderAFileIsSaid() throws IOException {
    Path file = Files.createFile(dir.resolve("file"));
    assertThatThrownBy(
            () -> download(URI.create("http://127.0.0.1:9/x.pth"), file.resolve("x"), "0123abcd"))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Cannot write ");
  }
}
