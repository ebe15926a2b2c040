package org.signcam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signcam.net.Backbone;
import org.signcam.net.Safetensors;
import org.signcam.net.TorchFiles;

/** {@code models fetch} from a server on this machine that behaves as servers do. */
class FetchCommandTest {
  private static byte[] whole;
  private static String name;

  @TempDir Path dir;
  private final Door door = new Door();
  private final List<String> ranges = new ArrayList<>();
  private HttpServer server;
  private String home;

  // How the server behaves.
  private byte[] content = whole;
  private int sent = Integer.MAX_VALUE; // bytes of an answer after which it hangs up
  private String etag = "\"one\"";
  private boolean knowsRanges = true;
  private String contentRange; // a wrong one

  @BeforeAll
  static void aSmallNetwork() throws Exception {
    whole = TorchFiles.file(TorchFiles.weights(Backbone.RESNET18, "layer1"), "");
    byte[] sha = MessageDigest.getInstance("SHA-256").digest(whole);
    name = "resnet18-" + HexFormat.of().formatHex(sha, 0, 4) + ".pth";
  }

  @BeforeEach
  void start() throws IOException {
    home = System.getProperty("signcam.home");
    System.setProperty("signcam.home", dir.toString());
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/models/" + name, this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    System.setProperty("signcam.home", home);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    ranges.add(range);
    boolean same = etag != null && etag.equals(exchange.getRequestHeaders().getFirst("If-Range"));
    int start = 0;
    if (knowsRanges && range != null && same) {
      start = Integer.parseInt(range.replaceAll("\\D", ""));
    }
    if (etag != null) {
      exchange.getResponseHeaders().set("ETag", etag);
    }
    if (start >= content.length) {
      exchange.sendResponseHeaders(416, -1);
    } else {
      if (start > 0) {
        String right = "bytes " + start + "-" + (content.length - 1) + "/" + content.length;
        exchange
            .getResponseHeaders()
            .set("Content-Range", contentRange == null ? right : contentRange);
      }
      exchange.sendResponseHeaders(start > 0 ? 206 : 200, content.length - start);
      int end = (int) Math.min(content.length, start + (long) sent);
      exchange.getResponseBody().write(content, start, end - start);
    }
    exchange.close();
  }

  private int fetch() {
    return door.run(
        "models",
        "fetch",
        "resnet18",
        "--from",
        "http://127.0.0.1:" + server.getAddress().getPort() + "/models/" + name);
  }

  private Path there(String file) {
    return dir.resolve("models/backbones").resolve(file);
  }

  private void assertFetched() throws IOException {
    assertThat(door.err).contains("train --recipe resnet18 --weights");
    assertThat(door.out).contains("resnet18 to layer1");
    assertThat(Files.readAllBytes(there(name))).isEqualTo(whole);
    assertThat(Safetensors.read(there("resnet18.safetensors")).tensors())
        .hasSameSizeAs(TorchFiles.weights(Backbone.RESNET18, "layer1"));
    assertThat(there(name + ".part")).doesNotExist();
    assertThat(there(name + ".part.tag")).doesNotExist();
  }

  /** One sentence, exit 1, and nothing under a name that would be believed. */
  private void assertRefused(String... words) {
    List<String> lines = door.err.lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(1)).startsWith("signcam: ").endsWith(".").contains(words);
    assertThat(there(name)).doesNotExist();
    assertThat(there("resnet18.safetensors")).doesNotExist();
  }

  @Test
  void whatIsFetchedIsImported() throws IOException {
    assertThat(fetch()).isZero();
    assertFetched();
    assertThat(fetch()).as("a second time").isZero();
    assertThat(ranges).as("nothing is fetched twice").hasSize(1);
  }

  @Test
  void aDownloadThatBreaksOffGoesOnWhereItEnded() throws IOException {
    sent = whole.length / 2;
    assertThat(fetch()).isOne();
    assertRefused("The download of " + name + " ended after", "run it again to go on from there");
    // What the server sent last may be lost with the connection.
    long kept = Files.size(there(name + ".part"));
    assertThat(kept).isPositive().isLessThanOrEqualTo(sent);
    sent = Integer.MAX_VALUE;
    assertThat(fetch()).isZero();
    assertFetched();
    assertThat(ranges).containsExactly(null, "bytes=" + kept + "-");
  }

  @Test
  void anAddressThatIsNotOfTheWebIsRefused() {
    assertThat(door.run("models", "fetch", "resnet18", "--from", "file:///x-0123abcd.pth")).isOne();
    assertRefused("by http or https", "import a file");
  }

  @Test
  void aServerThatIgnoresRangesSendsAllAgain() throws IOException {
    sent = 1000;
    assertThat(fetch()).isOne();
    sent = Integer.MAX_VALUE;
    knowsRanges = false;
    assertThat(fetch()).isZero();
    assertFetched();
  }

  @Test
  void ofAFileThatChangedInBetweenNothingIsKept() throws IOException {
    sent = 1000;
    content = new byte[whole.length];
    assertThat(fetch()).isOne();
    sent = Integer.MAX_VALUE;
    content = whole;
    etag = "\"two\"";
    assertThat(fetch()).isZero();
    assertFetched();
  }

  @Test
  void withoutATagTheDownloadStartsAgain() throws IOException {
    sent = 1000;
    etag = null;
    assertThat(fetch()).isOne();
    sent = Integer.MAX_VALUE;
    assertThat(fetch()).isZero();
    assertFetched();
    assertThat(ranges).containsExactly(null, null);
  }

  @Test
  void aPartThatIsWholeIsTaken() throws IOException {
    Files.createDirectories(there(""));
    Files.write(there(name + ".part"), whole);
    Files.writeString(there(name + ".part.tag"), etag);
    assertThat(fetch()).isZero();
    assertFetched();
  }

  @Test
  void aPartThatIsTooLongIsFetchedAfresh() throws IOException {
    Files.createDirectories(there(""));
    Files.write(there(name + ".part"), new byte[whole.length + 1]);
    Files.writeString(there(name + ".part.tag"), etag);
    assertThat(fetch()).isZero();
    assertFetched();
  }

  @Test
  void aWrongPartOfTheFileIsRefused() throws IOException {
    sent = 1000;
    assertThat(fetch()).isOne();
    contentRange = "bytes 5-9/10";
    assertThat(fetch()).isOne();
    assertRefused("answers with the wrong part ('bytes 5-9/10')", "delete");
  }

  @Test
  void aWrongFileIsSetAside() throws IOException {
    content = Arrays.copyOf(whole, whole.length);
    content[content.length / 2] ^= 1;
    assertThat(fetch()).isOne();
    assertRefused("is not that file: its SHA-256 begins with ", "set aside as");
    assertThat(Files.readAllBytes(there(name + ".wrong"))).isEqualTo(content);
    assertThat(there(name + ".part")).doesNotExist();
    content = whole;
    assertThat(fetch()).isZero();
    assertFetched();
  }

  @Test
  void aFileThatIsNotThereIsSaid() {
    String from = "http://127.0.0.1:" + server.getAddress().getPort() + "/other/" + name;
    assertThat(door.run("models", "fetch", "resnet18", "--from", from)).isOne();
    assertRefused("The server answers 404 for " + from);
    assertThat(there(name + ".part")).doesNotExist();
  }

  @Test
  void withoutANetworkItSaysSo() {
    server.stop(0);
    assertThat(fetch()).isOne();
    assertRefused("Cannot reach 127.0.0.1", "no connection", "run it again");
    assertThat(there(name + ".part")).doesNotExist();
  }

  @Test
  void aNameThatCannotBeFetchedIsAWrongCommandLine() {
    assertThat(door.run("models", "fetch", "vgg16")).isEqualTo(2);
    assertThat(door.err).contains("There are no weights 'vgg16' to fetch; there are: alexnet,");
    assertThat(door.run("models", "fetch")).isEqualTo(2);
    assertThat(door.run("models", "import")).isEqualTo(2);
  }

  @Test
  void importSaysWhatItFound() throws IOException {
    Path file = Files.write(dir.resolve("some.pth"), whole);
    assertThat(door.run("models", "import", file)).isZero();
    assertThat(door.out).contains("some.safetensors: resnet18 to layer1, 25 tensors (0 others");
    assertThat(door.run("models", "import", dir)).isOne();
    assertThat(door.err).contains(dir + " is a folder; name a file.");
    assertThat(door.run("models", "import", dir.resolve("no.pth"))).isOne();
    assertThat(door.err).contains("There is no file");
  }
}
