package org.signcam.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signcam.Signcam;
import org.signcam.base.NoSockets;

/**
 * The program keeps to itself. Its commands are run with a system that kills them at the first
 * socket, of whatever kind and whoever opens it: Java, PyTorch, ONNX Runtime, OpenCV or FFmpeg.
 */
class NoNetworkTest {
  private static final String SOCKET = "a-socket";

  @TempDir static Path dir;
  private static Path samples;
  private static Path model;
  private static Path clip;

  @BeforeAll
  static void paint() throws IOException {
    samples = dir.resolve("samples");
    for (String signer : new String[] {"ann", "bob"}) {
      Painted.picture(samples.resolve(signer + "/A/0.png"), Painted.RED);
      Painted.picture(samples.resolve(signer + "/B/0.png"), Painted.GREEN);
    }
    clip = Painted.video(dir.resolve("clip.avi"), 8);
    model = Door.model(dir.resolve("m.safetensors"));
  }

  /** The child: the program itself, with no way out. */
  public static void main(String[] words) throws IOException {
    // With its first channel Java asks, by sockets that it closes at once, what the system can do.
    FileChannel.open(Path.of(System.getProperty("java.home"), "release")).close();
    NoSockets.fromNowOn();
    System.err.println("no sockets");
    if (words[0].equals(SOCKET)) {
      SocketChannel.open().close();
    } else {
      Signcam.main(words);
    }
  }

  /** What starts a class of the tests, with folders of its own. */
  static List<String> child(Class<?> main, Path dir) {
    return new ArrayList<>(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Dsigncam.cache=" + dir.resolve("cache"),
            "-Dsigncam.config=" + dir.resolve("config"),
            "-Dsigncam.home=" + dir.resolve("home"),
            "-Dsigncam.natives=" + System.getProperty("signcam.natives"),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            main.getName()));
  }

  /**
   * How a command line ends; not as our tests are started, so that what they forbid is seen too.
   */
  private static int run(Object... words) throws Exception {
    assumeTrue(NoSockets.possible(), "this system cannot forbid sockets to a process");
    List<String> command = child(NoNetworkTest.class, dir);
    Arrays.stream(words).map(Object::toString).forEach(command::add);
    Path err = dir.resolve("err.txt");
    Process process =
        new ProcessBuilder(command)
            .directory(dir.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(err.toFile())
            .start();
    int code = process.waitFor();
    String said = Files.readString(err);
    assumeTrue(said.startsWith("no sockets"), "this system does not let sockets be forbidden");
    if (code != 0 && code != NoSockets.KILLED) {
      System.err.println(said);
    }
    return code;
  }

  @Test
  void aSocketWouldBeTheEnd() throws Exception {
    assertThat(run(SOCKET)).isEqualTo(NoSockets.KILLED);
  }

  @Test
  void fetchingIsTheEndWhichIsWhatItIsFor() throws Exception {
    assertThat(run("models", "fetch", "resnet18")).isEqualTo(NoSockets.KILLED);
  }

  @Test
  void liveOpensNoSocket() throws Exception {
    assertThat(run("live", "--headless", "--camera", clip, "--model", model, "--json")).isZero();
  }

  @Test
  void recordOpensNoSocket() throws Exception {
    Path to = dir.resolve("recorded");
    assertThat(
            run(
                "record",
                "--headless",
                "--signer",
                "ann",
                "--letter",
                "A",
                "--camera",
                clip,
                "--samples",
                to,
                "--count",
                3))
        .isZero();
    assertThat(to.resolve("ann/A")).isNotEmptyDirectory();
  }

  @Test
  void trainOpensNoSocket() throws Exception {
    Path out = dir.resolve("trained.safetensors");
    assertThat(
            run(
                "train",
                "--samples",
                samples,
                "--labels",
                "A,B",
                "--validation",
                "bob",
                "--weights",
                "none",
                "--recipe",
                "lab-cnn",
                "--size",
                "32",
                "--epochs",
                "1",
                "--out",
                out))
        .isZero();
    assertThat(out).exists();
  }

  @Test
  void evaluateOpensNoSocket() throws Exception {
    Path report = dir.resolve("report");
    assertThat(run("evaluate", "--samples", samples, "--model", model, "--report", report))
        .isZero();
    assertThat(report.resolve("report.html")).exists();
  }

  @Test
  void predictOpensNoSocketOnEitherEngine() throws Exception {
    assertThat(run("predict", samples, clip, "--model", model, "--json")).isZero();
    assertThat(run("predict", samples, "--model", model, "--engine", "pytorch", "--device", "cpu"))
        .isZero();
  }

  /** What a file says it is does not matter to FFmpeg, which looks at what is in it. */
  @ParameterizedTest
  @ValueSource(strings = {"clip.mp4", "clip.m3u8", "clip.mpd", "clip.sdp", "clip.ffconcat"})
  void aVideoFileThatNamesAnAddressIsNotFollowed(String name) throws Exception {
    List<String> asked = new CopyOnWriteArrayList<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().toString());
          exchange.sendResponseHeaders(404, -1);
          exchange.close();
        });
    server.start();
    String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/stolen";
    try {
      for (String text :
          new String[] {
            "#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\n" + address + ".ts\n#EXT-X-ENDLIST\n",
            "ffconcat version 1.0\nfile '" + address + ".avi'\n",
            "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" type=\"static\""
                + " mediaPresentationDuration=\"PT5S\"><Period><AdaptationSet"
                + " mimeType=\"video/mp4\"><Representation id=\"1\" bandwidth=\"1\"><BaseURL>"
                + address
                + ".mp4</BaseURL></Representation></AdaptationSet></Period></MPD>",
          }) {
        Path file = dir.resolve(name);
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        Door door = new Door();
        assertThat(door.run("live", "--headless", "--camera", file)).as(door.err).isOne();
        assertThat(door.err).doesNotContain("\tat ");
        assertThat(door.run("predict", file)).as(door.err).isNotZero();
      }
    } finally {
      server.stop(0);
    }
    assertThat(asked).as("asked for by " + name).isEmpty();
  }
}
