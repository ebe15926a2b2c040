package org.signcam.samples;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.imgcodecs.Imgcodecs;
import org.signcam.base.AtomicFiles;
import org.signcam.base.UserException;

/**
 * Writes samples as plain folders that other programs read (torchvision's ImageFolder): {@code
 * LABEL/SIGNER_LABEL_0001.jpg}. Read by {@link SampleSet} again, the signers are known.
 */
public final class SampleExport {
  private static final int QUALITY = 95;
  private static final int BUFFER = 1 << 16;

  private SampleExport() {}

  /** Takes the pictures one by one. */
  private interface Sink {
    void put(String label, String name, byte[] content) throws IOException;
  }

  /**
   * Writes folders into a new folder, or a zip file when the name ends so; whole or not at all, and
   * with the rights that the umask says, since it is for others.
   *
   * @param whole the files as they were recorded, with the margin about the region and what the
   *     recorder wrote in them; else the region alone, JPEG quality 95
   * @param progress told how many pictures have been written
   * @throws UserException when the place is taken or cannot be written, or a picture cannot be read
   */
  public static void write(SampleSet set, Path out, boolean whole, IntConsumer progress) {
    if (set.isEmpty()) {
      throw new UserException("There are no samples to export.");
    }
    if (Files.exists(out, LinkOption.NOFOLLOW_LINKS)) {
      throw new UserException(out + " is there already; name a new folder or zip file.");
    }
    if (SampleFolder.name(out).toLowerCase(Locale.ROOT).endsWith(".zip")) {
      AtomicFiles.export(out, file -> zip(set, Channels.newOutputStream(file), whole, progress));
    } else {
      folders(set, out.toAbsolutePath(), whole, progress);
    }
  }

  private static void zip(SampleSet set, OutputStream out, boolean whole, IntConsumer progress)
      throws IOException {
    // Buffered, since it writes heads byte by byte; the caller's channel stays open.
    ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(out, BUFFER));
    zip.setLevel(Deflater.NO_COMPRESSION); // pictures are compressed
    each(
        set,
        whole,
        progress,
        (label, name, content) -> {
          zip.putNextEntry(new ZipEntry(label + "/" + name));
          zip.write(content);
          zip.closeEntry();
        });
    zip.finish();
    zip.flush();
  }

  private static void folders(SampleSet set, Path out, boolean whole, IntConsumer progress) {
    Path temporary = AtomicFiles.beside(out);
    try {
      each(
          set,
          whole,
          progress,
          (label, name, content) ->
              keep(Files.createDirectories(temporary.resolve(label)).resolve(name), content));
      AtomicFiles.move(temporary, out);
    } catch (IOException e) {
      throw new UserException(
          "Cannot write %s (%s); check the folder's permissions and the free space."
              .formatted(out, AtomicFiles.reason(e)),
          e);
    } finally {
      try {
        StoreFiles.deleteAll(temporary);
      } catch (IOException e) {
        // a left-over ".part" folder does no harm
      }
    }
  }

  /** Writes a file so that it lasts: under its folder's own name it is to be whole. */
  private static void keep(Path file, byte[] content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private static void each(SampleSet set, boolean whole, IntConsumer progress, Sink sink)
      throws IOException {
    Map<String, Integer> numbers = new HashMap<>();
    int done = 0;
    for (Sample sample : set.samples()) {
      String stem = sample.signer() + "_" + sample.label();
      String file = SampleFolder.name(sample.file());
      boolean cut = !whole && sample.region() != null;
      String extension =
          cut ? ".jpg" : file.substring(file.lastIndexOf('.')).toLowerCase(Locale.ROOT);
      int number = numbers.merge(stem, 1, Integer::sum);
      String name = "%s_%04d%s".formatted(stem, number, extension);
      sink.put(sample.label(), name, cut ? region(sample) : Files.readAllBytes(sample.file()));
      progress.accept(++done);
    }
  }

  private static byte[] region(Sample sample) {
    Mat pixels = sample.read();
    MatOfByte jpeg = new MatOfByte();
    MatOfInt quality = new MatOfInt(Imgcodecs.IMWRITE_JPEG_QUALITY, QUALITY);
    try {
      Imgcodecs.imencode(".jpg", pixels, jpeg, quality);
      return jpeg.toArray();
    } finally {
      quality.release();
      jpeg.release();
      pixels.release();
    }
  }
}
