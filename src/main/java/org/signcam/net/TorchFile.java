package org.signcam.net;

import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.signcam.base.AtomicFiles;
import org.signcam.base.UserException;
import org.signcam.net.Safetensors.Tensor;
import org.signcam.net.TorchView.Element;
import org.signcam.net.TorchView.Storage;

/**
 * The tensors of a file that {@code torch.save(model.state_dict(), …)} wrote: the zip archive of
 * PyTorch 1.6 and later, or the row of pickles before it; or of a TorchScript archive, whose
 * program is not looked at. Nothing in it is executed.
 *
 * @see Pickle
 * @see <a href="https://github.com/pytorch/pytorch/blob/main/torch/serialization.py">the writer of
 *     both</a>
 */
public final class TorchFile {
  /** The largest file read, in bytes: torchvision's have at most 548 MB, one array holds 2 GiB. */
  private static final long MAX_FILE = 2_000_000_000;

  /** How the older format begins: the pickle of the number 0x1950a86a20f9469cfc6c. */
  private static final byte[] LEGACY = {
    (byte) 0x80,
    2,
    (byte) 0x8a,
    10,
    0x6c,
    (byte) 0xfc,
    (byte) 0x9c,
    0x46,
    (byte) 0xf9,
    0x20,
    0x6a,
    (byte) 0xa8,
    0x50,
    0x19,
    '.'
  };

  private static final long LEGACY_PROTOCOL = 1001;

  /** What the names of a script's own classes begin with; only their attributes are read. */
  private static final String SCRIPT = "__torch__.";

  /** Modules in modules: ours have four. */
  private static final int MAX_DEPTH = 50;

  /** Sizes of one tensor's shape; weights have at most five. */
  private static final int MAX_RANK = 8;

  /** Tensors of a file; the deepest networks of torchvision have a thousand. */
  private static final int MAX_TENSORS = 20_000;

  /** Characters of a tensor's name. */
  private static final int MAX_NAME = 500;

  /** Counters of batch norm that nobody needs for reading. */
  private static final String COUNTER = "num_batches_tracked";

  private final Path file;
  private final Map<String, Storage> storages = new HashMap<>();

  private TorchFile(Path file) {
    this.file = file;
  }

  /**
   * Reads the tensors by name, in the file's order, float16 as such and other floating-point types
   * as float32. Batch norm's counters are left out.
   *
   * @throws UserException when the file is missing, cut short, no such file, or asks for anything
   *     but tensors; it says which
   */
  public static Map<String, Tensor> read(Path file) {
    try {
      if (Files.size(file) > MAX_FILE) {
        throw new UserException(
            file + " is larger than " + MAX_FILE / 1_000_000_000 + " GB; name a backbone's file.");
      }
      return new TorchFile(file).read();
    } catch (ZipException e) {
      throw damaged(file, "its archive cannot be opened", e);
    } catch (IOException e) {
      throw AtomicFiles.unreadable(file, e);
    } catch (BufferUnderflowException
        | IndexOutOfBoundsException
        | IllegalArgumentException
        | IllegalStateException
        | ClassCastException
        | ArithmeticException
        | NullPointerException e) {
      throw damaged(file, "its parts do not fit together", e);
    }
  }

  private static UserException damaged(Path file, String why, Exception cause) {
    return new UserException(
        file + " is not a usable PyTorch file: " + why + "; copy or download it again.", cause);
  }

  private Map<String, Tensor> read() throws IOException {
    byte[] start;
    try (InputStream in = Files.newInputStream(file)) {
      start = in.readNBytes(LEGACY.length);
    }
    if (start.length >= 2 && start[0] == 'P' && start[1] == 'K') {
      return readZip();
    }
    if (Arrays.equals(start, LEGACY)) {
      return readLegacy();
    }
    throw damaged(file, "it begins like no file of torch.save", null);
  }

  private Map<String, Tensor> readZip() throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      String folder =
          zip.stream()
              .map(ZipEntry::getName)
              .filter(name -> name.endsWith("/data.pkl"))
              .map(name -> name.substring(0, name.length() - "data.pkl".length()))
              .findFirst()
              .orElseThrow(() -> damaged(file, "its archive has no data.pkl", null));
      ZipEntry order = zip.getEntry(folder + "byteorder");
      if (order != null && !ascii(entry(zip, order)).startsWith("little")) {
        throw damaged(file, "its numbers are big-endian", null);
      }
      Object root = pickle(entry(zip, zip.getEntry(folder + "data.pkl"))).read();
      long left = Files.size(file); // the archive's entries may overlap
      for (Storage storage : storages.values()) {
        ZipEntry entry = zip.getEntry(folder + "data/" + storage.key);
        left -= storage.bytes();
        if (entry == null || entry.getSize() != storage.bytes() || left < 0) {
          throw damaged(file, "some tensor's numbers are not there", null);
        }
        storage.data = entry(zip, entry);
      }
      return tensors(root);
    }
  }

  /** An entry's bytes. PyTorch compresses none, so that none is larger than the file. */
  private ByteBuffer entry(ZipFile zip, ZipEntry entry) throws IOException {
    if (entry.getMethod() != ZipEntry.STORED || entry.getSize() > Files.size(file)) {
      throw damaged(file, "its archive is compressed, as torch.save's never is", null);
    }
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] bytes = in.readNBytes((int) entry.getSize());
      if (bytes.length != entry.getSize()) {
        throw new BufferUnderflowException();
      }
      return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
  }

  private static String ascii(ByteBuffer bytes) {
    return StandardCharsets.US_ASCII.decode(bytes).toString();
  }

  /** Magic, protocol, system, the object, the storages' keys, then each storage's size and data. */
  private Map<String, Tensor> readLegacy() throws IOException {
    ByteBuffer in;
    try (FileChannel channel = FileChannel.open(file)) {
      in = ByteBuffer.allocate((int) channel.size()).order(ByteOrder.LITTLE_ENDIAN);
      while (in.hasRemaining() && channel.read(in) >= 0) {
        // until it is full
      }
    }
    in.flip().position(LEGACY.length);
    Pickle pickle = pickle(in);
    if (!Long.valueOf(LEGACY_PROTOCOL).equals(pickle.read())
        || !Boolean.TRUE.equals(((Map<?, ?>) pickle.read()).get("little_endian"))) {
      throw damaged(file, "it is of another version or byte order", null);
    }
    Object root = pickle.read();
    for (Object key : (List<?>) pickle.read()) {
      Storage storage = storages.get((String) key);
      if (in.getLong() != storage.size) {
        throw damaged(file, "a tensor's numbers are not as many as it says", null);
      }
      int length = Math.toIntExact(storage.bytes());
      storage.data = in.slice(in.position(), length).order(ByteOrder.LITTLE_ENDIAN);
      in.position(in.position() + length);
    }
    return tensors(root);
  }

  private Pickle pickle(ByteBuffer in) {
    Map<String, Object> globals = new HashMap<>();
    for (Element element : Element.values()) {
      globals.put(element.python(), element);
    }
    Function<List<?>, Object> dictionary =
        arguments -> {
          if (!arguments.isEmpty()) {
            throw new IllegalArgumentException("a dictionary made of something");
          }
          return new LinkedHashMap<>();
        };
    Function<List<?>, Object> instance = arguments -> new Pickle.Instance();
    // storage, offset, shape, strides; whether a gradient is wanted and hooks are of no use here
    Function<List<?>, Object> tensor =
        a -> new TorchView((Storage) a.get(0), (Long) a.get(1), longs(a.get(2)), longs(a.get(3)));
    Function<List<?>, Object> parameter = a -> (TorchView) a.get(0);
    globals.put("collections.OrderedDict", dictionary);
    globals.put("torch._utils._rebuild_tensor", tensor);
    globals.put("torch._utils._rebuild_tensor_v2", tensor);
    globals.put("torch._utils._rebuild_parameter", parameter);
    return new Pickle(
        in,
        file.toString(),
        name -> name.startsWith(SCRIPT) ? instance : globals.get(name),
        id -> storage((List<?>) id));
  }

  private static long[] longs(Object list) {
    if (((List<?>) list).size() > MAX_RANK) { // one list may be the shape of many tensors
      throw new IllegalArgumentException("a tensor of too many dimensions");
    }
    return ((List<?>) list).stream().mapToLong(n -> (Long) n).toArray();
  }

  /** {@code ('storage', type, key, device, size)}; the older format adds a view, always none. */
  private Storage storage(List<?> id) {
    if (!"storage".equals(id.get(0)) || (id.size() > 5 && id.get(5) != null)) {
      throw new IllegalArgumentException("a persistent id that is no storage of its own");
    }
    Storage storage = new Storage((String) id.get(2), (Element) id.get(1), (Long) id.get(4));
    Storage known = storages.putIfAbsent(storage.key, storage);
    if (known == null) {
      return storage;
    }
    if (known.element != storage.element || known.size != storage.size) {
      throw new IllegalArgumentException("a storage that changes");
    }
    return known;
  }

  /** The tensors of a dictionary, of a training's {@code state_dict}, or of a script's modules. */
  private Map<String, Tensor> tensors(Object root) throws IOException {
    Map<String, TorchView> views = new LinkedHashMap<>();
    if (root instanceof Pickle.Instance module) {
      collect("", module, views, Collections.newSetFromMap(new IdentityHashMap<>()), MAX_DEPTH);
    } else if (root instanceof Map<?, ?> dictionary) {
      Object state = dictionary.get("state_dict");
      collect("", state instanceof Map<?, ?> inner ? inner : dictionary, views);
    } else {
      throw damaged(file, "it holds no dictionary of tensors", null);
    }
    long left = Files.size(file);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Map.Entry<String, TorchView> entry : views.entrySet()) {
      TorchView view = entry.getValue();
      // TorchViews may share and repeat their storage; a file of weights has no need to.
      left -= view.bytes();
      if (left < 0) {
        throw damaged(file, "its tensors are larger than the file", null);
      }
      tensors.put(entry.getKey(), view.tensor(file, entry.getKey()));
    }
    return tensors;
  }

  private static void collect(String prefix, Map<?, ?> from, Map<String, TorchView> views) {
    from.forEach(
        (key, value) -> {
          if (key instanceof String name
              && value instanceof TorchView v
              && !name.endsWith(COUNTER)) {
            if (views.size() == MAX_TENSORS || prefix.length() + name.length() > MAX_NAME) {
              throw new IllegalArgumentException(
                  "more tensors, or a longer name, than networks have");
            }
            views.put(prefix + name, v);
          }
        });
  }

  /** A module's tensors, then those of the modules in it, each dictionary once. */
  private static void collect(
      String prefix,
      Pickle.Instance module,
      Map<String, TorchView> views,
      Set<Map<?, ?>> seen,
      int depth) {
    if (depth == 0) {
      throw new IllegalArgumentException("modules too deep in modules");
    }
    if (prefix.length() > MAX_NAME || !seen.add(module.attributes)) { // which many may share
      return;
    }
    collect(prefix, module.attributes, views);
    module.attributes.forEach(
        (name, value) -> {
          if (value instanceof Pickle.Instance part) {
            collect(prefix + name + ".", part, views, seen, depth - 1);
          }
        });
  }
}
