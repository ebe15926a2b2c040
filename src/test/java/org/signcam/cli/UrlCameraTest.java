package org.signcam.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.imgcodecs.Imgcodecs;
import org.signcam.Signcam;
import org.signcam.base.NoSockets;
import org.signcam.image.OpenCv;

/**
 * A camera in the network is the one thing that live asks for, at the address that the user named.
 * The system kills the program at any socket but TCP's, so that no name is looked up, and its
 * connections are watched.
 */
class UrlCameraTest {
  private static final String DATAGRAM = "a-datagram";

  @TempDir Path dir;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final ExecutorService serving = Executors.newCachedThreadPool();
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(serving);
    byte[] clip = Files.readAllBytes(Painted.video(dir.resolve("clip.avi"), 8));
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().toString());
          switch (exchange.getRequestURI().getPath()) {
            case "/clip.avi" -> {
              exchange.sendResponseHeaders(200, clip.length);
              exchange.getResponseBody().write(clip);
            }
            case "/live" -> stream(exchange);
            default -> exchange.sendResponseHeaders(404, -1);
          }
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
    serving.shutdownNow();
  }

  /** As network cameras do: one JPEG after another, until nobody listens. */
  private static void stream(HttpExchange exchange) throws IOException {
    byte[] jpeg = jpeg();
    exchange.getResponseHeaders().set("Content-Type", "multipart/x-mixed-replace;boundary=next");
    exchange.sendResponseHeaders(200, 0);
    String head = "--next\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n";
    try (OutputStream body = exchange.getResponseBody()) {
      while (true) {
        body.write(head.formatted(jpeg.length).getBytes(StandardCharsets.US_ASCII));
        body.write(jpeg);
        body.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        body.flush();
        TimeUnit.MILLISECONDS.sleep(50);
      }
    } catch (IOException | InterruptedException e) {
      // nobody listens any more
    }
  }

  private static byte[] jpeg() {
    OpenCv.load();
    Mat mat = new Mat(48, 64, CvType.CV_8UC3, Painted.RED);
    MatOfByte bytes = new MatOfByte();
    Imgcodecs.imencode(".jpg", mat, bytes);
    mat.release();
    return bytes.toArray();
  }

  /** The child: the program itself, with no way out but TCP. */
  public static void main(String[] words) throws IOException {
    // With its first channel Java asks, by sockets that it closes at once, what the system can do.
    FileChannel.open(Path.of(System.getProperty("java.home"), "release")).close();
    NoSockets.butTcpFromNowOn();
    System.err.println("only TCP");
    if (words[0].equals(DATAGRAM)) {
      DatagramChannel.open().close();
    } else {
      Signcam.main(words);
    }
  }

  /** How a command line ended, what it printed, and with whom it was connected on the way. */
  private record Ended(int code, List<String> out, String err, Set<String> peers) {}

  private Ended run(String... words) throws Exception {
    assumeTrue(NoSockets.possible(), "this system cannot forbid sockets to a process");
    Path out = dir.resolve("out.txt");
    Path err = dir.resolve("err.txt");
    List<String> command = NoNetworkTest.child(UrlCameraTest.class, dir);
    command.addAll(List.of(words));
    Process process =
        new ProcessBuilder(command)
            .directory(dir.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    Set<String> peers = new HashSet<>();
    while (!process.waitFor(5, TimeUnit.MILLISECONDS)) {
      peers.addAll(peers(Path.of("/proc", Long.toString(process.pid()))));
    }
    String said = Files.readString(err);
    assumeTrue(said.startsWith("only TCP"), "this system does not let sockets be forbidden");
    return new Ended(process.exitValue(), Files.readAllLines(out), said, peers);
  }

  /**
   * Who is at the other end of a process's sockets: address and port, in hexadecimal digits as
   * Linux's proc(5) has them.
   */
  private static Set<String> peers(Path process) {
    Set<String> sockets = new HashSet<>();
    try (Stream<Path> open = Files.list(process.resolve("fd"))) {
      for (Path file : open.toList()) {
        String name = Files.readSymbolicLink(file).toString();
        if (name.startsWith("socket:[")) {
          sockets.add(name.substring(8, name.length() - 1));
        }
      }
      Set<String> peers = new HashSet<>();
      for (String table : sockets.isEmpty() ? List.<String>of() : List.of("tcp", "tcp6")) {
        for (String line : Files.readAllLines(process.resolve("net").resolve(table))) {
          List<String> words = List.of(line.strip().split("\\s+"));
          if (sockets.contains(words.get(9))) {
            peers.add(words.get(2));
          }
        }
      }
      return peers;
    } catch (IOException e) {
      return Set.of(); // it has closed a file or ended meanwhile
    }
  }

  @Test
  void aDatagramWouldBeTheEnd() throws Exception {
    assertThat(run(DATAGRAM).code).isEqualTo(NoSockets.KILLED);
  }

  @Test
  void aStreamIsReadFromTheAddressThatTheUserNamedAndNobodyElseIsAsked() throws Exception {
    Ended ended = live("/live", "--seconds", "3");
    assertThat(ended.code).as(ended.err).isZero();
    assertThat(ended.out).hasSizeGreaterThan(5);
    assertThat(asked).isNotEmpty().containsOnly("/live");
    assertThat(ended.peers).containsExactly(peer());
  }

  @Test
  void aVideoTooAndItEnds() throws Exception {
    Ended ended = live("/clip.avi");
    assertThat(ended.code).as(ended.err).isZero();
    assertThat(ended.out).as("eight frames and the summary").hasSize(9);
    assertThat(asked).isNotEmpty().containsOnly("/clip.avi");
    assertThat(ended.peers).isSubsetOf(peer());
  }

  private Ended live(String path, String... more) throws Exception {
    Path model = Door.model(dir.resolve("m.safetensors"));
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + path;
    String[] words = {"live", "--headless", "--json", "--camera", url, "--model", model.toString()};
    return run(Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new));
  }

  /** 127.0.0.1 as proc(5) writes it on a little-endian machine. */
  private String peer() {
    return "0100007F:%04X".formatted(server.getAddress().getPort());
  }
}
