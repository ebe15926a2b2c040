package org.signcam.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.signcam.base.AtomicFiles;
import org.signcam.base.OwnerOnly;
import org.signcam.base.UserException;

/**
 * Downloads one file, going on where an earlier try ended. What has come lies in {@code NAME.part},
 * beside it in {@code NAME.part.tag} what the server called that version; under its own name the
 * file appears whole and checked.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-14">ranges in HTTP</a>
 */
final class Download {
  private static final Duration CONNECT = Duration.ofSeconds(20);

  /** Silence after which the server is given up, s. */
  private static final int PATIENCE = 60;

  private static final int BUFFER = 1 << 18;
  private static final int PARTIAL = 206;
  private static final int NOT_SATISFIABLE = 416;
  private static final Pattern RANGE = Pattern.compile("bytes (\\d+)-\\d+/(\\d+)");

  private final URI address;
  private final Path file;
  private final String digest;
  private final Path part;
  private final Path tag;
  private final FetchProgress progress;

  /**
   * @param digest what the file's SHA-256 begins with, in hexadecimal
   * @throws UserException when the address is not of the web
   */
  Download(URI address, Path file, String digest, FetchProgress progress) {
    if (!"http".equals(address.getScheme()) && !"https".equals(address.getScheme())) {
      throw new UserException(
          "Weights are fetched by http or https, not from '"
              + address
              + "'; import a file instead.");
    }
    this.address = address;
    this.file = file;
    this.digest = digest;
    this.progress = progress;
    part = file.resolveSibling(file.getFileName() + ".part");
    tag = file.resolveSibling(file.getFileName() + ".part.tag");
  }

  /**
   * Gets the file, unless it is there and right.
   *
   * @throws UserException when it cannot be had; it says whether to run the command again
   */
  void run() {
    try {
      if (Files.exists(file) && sha256(file).startsWith(digest)) {
        return;
      }
      AtomicFiles.makeFolders(file.toAbsolutePath().getParent());
      try (FileChannel out =
          OwnerOnly.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        lock(out);
        try {
          get(out);
          out.force(true);
        } finally {
          if (out.size() == 0) {
            Files.delete(part);
          }
        }
      }
      check();
      AtomicFiles.move(part, file);
      Files.deleteIfExists(tag);
    } catch (IOException e) {
      throw new UserException(
          "Cannot write "
              + file
              + " ("
              + AtomicFiles.reason(e)
              + "); check the folder's permissions and the free space.",
          e);
    }
  }

  /** Keeps others away until the channel is closed. */
  private void lock(FileChannel out) throws IOException {
    FileLock lock;
    try {
      lock = out.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      throw new UserException(
          "Another signcam is downloading " + file.getFileName() + "; wait until it has finished.");
    }
  }

  private void get(FileChannel out) throws IOException {
    long there = Files.exists(tag) ? out.size() : 0; // of an unknown version nothing can be kept
    HttpResponse<InputStream> response = send(there);
    if (response.statusCode() == NOT_SATISFIABLE && there > 0) {
      response.body().close(); // the part is whole, or longer than the file: the digest tells
      if (sha256(part).startsWith(digest)) {
        return;
      }
      there = 0;
      response = send(0);
    }
    try (InputStream body = response.body()) {
      boolean partial = response.statusCode() == PARTIAL && there > 0;
      if (!partial && response.statusCode() != 200) {
        throw new UserException(
            "The server answers "
                + response.statusCode()
                + " for "
                + address
                + "; the file may have moved: look for a newer signcam.");
      }
      long start = partial ? there : 0;
      long total = total(response.headers(), partial, start);
      out.truncate(start).position(start);
      String version = version(response.headers());
      Files.deleteIfExists(tag);
      if (!version.isEmpty()) {
        Files.writeString(tag, version);
      }
      copy(body, out, total);
    }
  }

  private HttpResponse<InputStream> send(long from) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(address).GET();
    request.timeout(Duration.ofSeconds(PATIENCE));
    if (from > 0) {
      request.header("Range", "bytes=" + from + "-").header("If-Range", Files.readString(tag));
    }
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(CONNECT)
            .build();
    try {
      return client.send(request.build(), BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserException("The download was stopped; run it again to go on.", e);
    } catch (IOException e) {
      throw new UserException(
          "Cannot reach "
              + address.getAuthority()
              + " ("
              + (e instanceof ConnectException ? "no connection" : AtomicFiles.reason(e))
              + "); check the network and run it again.",
          e);
    }
  }

  /** The whole file's size in bytes, −1 when the server does not say. */
  private long total(HttpHeaders headers, boolean partial, long start) {
    if (!partial) {
      return headers.firstValueAsLong("Content-Length").orElse(-1);
    }
    String range = headers.firstValue("Content-Range").orElse("");
    Matcher m = RANGE.matcher(range);
    if (!m.matches() || Long.parseLong(m.group(1)) != start) {
      throw new UserException(
          "The server of "
              + address
              + " answers with the wrong part ('"
              + range
              + "'); delete "
              + part
              + " and run it again.");
    }
    return Long.parseLong(m.group(2));
  }

  /** The strong tag or the date by which this version is known; empty when there is none. */
  private static String version(HttpHeaders headers) {
    return headers
        .firstValue("ETag")
        .filter(t -> !t.startsWith("W/"))
        .or(() -> headers.firstValue("Last-Modified"))
        .orElse("");
  }

  private void copy(InputStream body, FileChannel out, long total) throws IOException {
    byte[] buffer = new byte[BUFFER];
    ExecutorService reader =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "download");
              thread.setDaemon(true);
              return thread;
            });
    try {
      progress.at(out.position(), total);
      for (int n = read(reader, body, buffer); n >= 0; n = read(reader, body, buffer)) {
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, n);
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        progress.at(out.position(), total);
      }
      if (total >= 0 && out.position() < total) {
        throw new Truncated(new IOException("the server ended it"));
      }
    } catch (Truncated e) {
      out.force(true);
      throw new UserException(
          String.format(
              Locale.ROOT,
              "The download of %s ended after %.1f of %s MB (%s); run it again to go on from there.",
              file.getFileName(),
              out.position() / 1e6,
              total < 0 ? "unknown" : String.format(Locale.ROOT, "%.1f", total / 1e6),
              AtomicFiles.reason(e.cause)),
          e);
    } finally {
      reader.shutdownNow();
    }
  }

  /** Reads on a thread of its own: only so can a server that has fallen silent be left. */
  private static int read(ExecutorService reader, InputStream body, byte[] buffer)
      throws Truncated {
    Future<Integer> read = reader.submit(() -> body.read(buffer));
    try {
      return read.get(PATIENCE, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new Truncated(
          e.getCause() instanceof IOException io ? io : new IOException(e.getCause()));
    } catch (TimeoutException e) {
      throw new Truncated(new IOException("nothing came for " + PATIENCE + " s"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Truncated(new InterruptedIOException("stopped"));
    }
  }

  /** The server's side failed, not ours. */
  private static final class Truncated extends Exception {
    private static final long serialVersionUID = 1L;

    final IOException cause;

    Truncated(IOException cause) {
      super(cause);
      this.cause = cause;
    }
  }

  private void check() throws IOException {
    String found = sha256(part);
    if (found.startsWith(digest)) {
      return;
    }
    Path aside = file.resolveSibling(file.getFileName() + ".wrong");
    AtomicFiles.move(part, aside);
    Files.deleteIfExists(tag);
    throw new UserException(
        "What came as "
            + file.getFileName()
            + " is not that file: its SHA-256 begins with "
            + found.substring(0, digest.length())
            + ", not "
            + digest
            + "; it was set aside as "
            + aside
            + ", run it again to download it afresh.");
  }

  private static String sha256(Path file) throws IOException {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha)) {
        byte[] buffer = new byte[BUFFER];
        while (in.read(buffer) >= 0) {
          // the digest sees what passes
        }
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
