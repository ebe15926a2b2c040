package org.signcam.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript file as DJL's model zoo has it for {@code resnet18_embedding}: the archive is
 * PyTorch's, the numbers are filled in, since 44 MB are too many to keep.
 */
public final class EmbeddingScript {
  private EmbeddingScript() {}

  /** What stands in a file of numbers. */
  public interface Filling {
    /**
     * Gives a number.
     *
     * @param storage of PyTorch's count of the storages, from 0 on, as it writes the modules
     * @param length numbers in it
     * @param index of the number in it
     */
    float at(int storage, int length, int index);
  }

  /** Writes one. */
  public static void write(Path script, Filling filling) throws IOException {
    try (InputStream resource =
            EmbeddingScript.class.getResourceAsStream("resnet18_embedding.zip");
        ZipInputStream in = new ZipInputStream(Objects.requireNonNull(resource));
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(script))) {
      for (ZipEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
        byte[] bytes = in.readAllBytes();
        String name = e.getName();
        if (name.contains("/data/")) { // holds the length of what it stands for
          int length = Integer.parseInt(new String(bytes, StandardCharsets.US_ASCII));
          int storage = Integer.parseInt(name.substring(name.lastIndexOf('/') + 1));
          ByteBuffer data = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
          for (int i = 0; data.remaining() >= Float.BYTES; i++) {
            data.putFloat(filling.at(storage, length / Float.BYTES, i));
          }
          bytes = data.array();
        }
        ZipEntry stored = new ZipEntry(name);
        stored.setMethod(ZipEntry.STORED);
        stored.setSize(bytes.length);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        stored.setCrc(crc.getValue());
        out.putNextEntry(stored);
        out.write(bytes);
      }
    }
  }
}
