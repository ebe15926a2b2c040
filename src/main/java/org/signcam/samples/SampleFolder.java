package org.signcam.samples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.signcam.base.NaturalOrder;
import org.signcam.base.UserException;
import org.signcam.image.Pictures;

/**
 * One folder, read in whichever of the four layouts it turns out to have. Hidden files and folders
 * (names with a leading dot: the trash) are not looked at.
 *
 * @param root the folder, as given
 * @param samples in no particular order; the signer is "" where the folder names none
 * @param shape the layout in words, to stand behind the folder's name: "holds SIGNER/LETTER
 *     folders"
 * @param leftOut pictures that lie where this layout has none
 */
record SampleFolder(Path root, List<Sample> samples, String shape, int leftOut) {
  /** Stands for the one signer of a folder that names none, until the set gives it a name. */
  static final String UNNAMED = "";

  /**
   * {@code 1_A_1.jpg}: signer, letter, number. A label starts with a letter, so dates don't fit.
   */
  private static final Pattern SPEAKING_NAME =
      Pattern.compile("(?<signer>.+)_(?<label>\\p{L}[^_]*)_\\d+\\.\\w+");

  private static final Map<String, String> PARTS =
      Map.of(
          "train",
          "train",
          "valid",
          "valid",
          "val",
          "valid",
          "validation",
          "valid",
          "test",
          "test");

  static SampleFolder read(Path root) {
    if (!Files.exists(root)) {
      throw new UserException(
          "Expected a folder of samples at "
              + root
              + ", but there is nothing. Check the path for a typing error.");
    }
    if (!Files.isDirectory(root)) {
      throw new UserException(
          "Expected a folder of samples, but "
              + root
              + " is a file. Give the folder that holds SIGNER/LETTER/ or LETTER/ folders.");
    }
    try {
      return look(root);
    } catch (IOException | UncheckedIOException e) {
      throw new UserException(
          "The sample folder " + root + " cannot be read: " + e.getMessage() + ".", e);
    }
  }

  private static SampleFolder look(Path root) throws IOException {
    List<Path> folders = folders(root);
    List<Path> parts = folders.stream().filter(f -> PARTS.containsKey(name(f))).toList();
    if (parts.isEmpty()) {
      return oneLevel(root, null);
    }
    for (Path folder : folders) {
      if (!parts.contains(folder) && holdsPictures(folder)) {
        throw new UserException(
            root
                + " holds the split folder "
                + name(parts.get(0))
                + " beside "
                + name(folder)
                + ", so it is unclear what its folders mean. Give the folders you want one by one.");
      }
    }
    List<Sample> samples = new ArrayList<>();
    Set<String> shapes = new HashSet<>();
    List<String> names = new ArrayList<>();
    int leftOut = 0;
    for (Path part : parts) {
      if (holdsPictures(part)) {
        SampleFolder inner = oneLevel(part, PARTS.get(name(part)));
        samples.addAll(inner.samples);
        shapes.add(inner.shape);
        names.add(name(part));
        leftOut += inner.leftOut;
      }
    }
    if (samples.isEmpty()) {
      throw noPictures(root);
    }
    String each = shapes.stream().sorted().reduce((a, b) -> a + " or " + b).orElseThrow();
    String shape = "holds a given split (" + String.join(", ", names) + "), each of which " + each;
    return new SampleFolder(root, samples, shape, leftOut);
  }

  private static SampleFolder oneLevel(Path root, String part) throws IOException {
    List<Path> here = pictures(root);
    List<Path> below = new ArrayList<>();
    List<Path> twoBelow = new ArrayList<>();
    for (Path folder : folders(root)) {
      below.addAll(pictures(folder));
      for (Path inner : folders(folder)) {
        twoBelow.addAll(pictures(inner));
      }
    }
    int all = here.size() + below.size() + twoBelow.size();
    if (all == 0) {
      throw noPictures(root);
    }
    List<Sample> named = new ArrayList<>();
    Stream.concat(here.stream(), below.stream()).forEach(p -> addNamed(named, root, p, part));
    if (!named.isEmpty() && named.size() * 2 > all) {
      return new SampleFolder(root, named, "holds names like 1_A_1.jpg", all - named.size());
    }
    if (below.isEmpty() && twoBelow.isEmpty()) {
      throw new UserException(
          root
              + " holds "
              + all
              + " pictures but no folder a label, and their names are not like 1_A_1.jpg (signer,"
              + " letter, number). Sort them into SIGNER/LETTER/ or LETTER/ folders.");
    }
    // A few strays (a snapshot beside the letters) do not change what a folder is.
    if (twoBelow.size() >= below.size()) {
      List<Sample> samples =
          twoBelow.stream()
              .map(p -> new Sample(p, name(p.getParent().getParent()), name(p.getParent()), part))
              .toList();
      return new SampleFolder(root, samples, "holds SIGNER/LETTER folders", all - twoBelow.size());
    }
    List<Sample> samples =
        below.stream().map(p -> new Sample(p, UNNAMED, name(p.getParent()), part)).toList();
    return new SampleFolder(
        root, samples, "holds LETTER folders and names no signer", all - below.size());
  }

  /**
   * Names speak where the picture lies loose, or in a folder that says the same letter or signer.
   */
  private static void addNamed(List<Sample> into, Path root, Path picture, String part) {
    String folder = name(picture.getParent());
    boolean loose = picture.getParent().equals(root);
    Matcher matcher = SPEAKING_NAME.matcher(name(picture));
    if (!loose) { // a label that the folder says may hold anything
      Matcher said =
          Pattern.compile(
                  "(?<signer>.+)_(?<label>" + Pattern.quote(folder) + ")_\\d+\\.\\w+",
                  Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
              .matcher(name(picture));
      matcher = said.matches() ? said : matcher;
    }
    if (!matcher.matches()) {
      return;
    }
    String signer = matcher.group("signer");
    String label = matcher.group("label");
    if (loose || folder.equalsIgnoreCase(label) || folder.equalsIgnoreCase(signer)) {
      into.add(new Sample(picture, signer, label, part));
    }
  }

  private static UserException noPictures(Path root) {
    return new UserException(
        "Found no pictures in "
            + root
            + ". A sample folder is SIGNER/LETTER/*.jpg, LETTER/*.jpg, train|valid|test/LETTER/*.jpg,"
            + " or holds names like 1_A_1.jpg.");
  }

  private static boolean holdsPictures(Path folder) throws IOException {
    return holdsPictures(folder, 2); // signer and letter: no layout has pictures any deeper
  }

  private static boolean holdsPictures(Path folder, int below) throws IOException {
    if (!pictures(folder).isEmpty()) {
      return true;
    }
    if (below > 0) {
      for (Path inner : folders(folder)) {
        if (holdsPictures(inner, below - 1)) {
          return true;
        }
      }
    }
    return false;
  }

  private static List<Path> folders(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(p -> Files.isDirectory(p) && !name(p).startsWith(".") && !leadsUp(folder, p))
          .sorted(BY_NAME)
          .toList();
    }
  }

  /** Whether a folder is a link to the one that it lies in, or above: a loop. */
  private static boolean leadsUp(Path folder, Path entry) {
    try {
      return Files.isSymbolicLink(entry) && folder.toRealPath().startsWith(entry.toRealPath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> pictures(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(p -> !name(p).startsWith(".") && Pictures.isPicture(p) && Files.isRegularFile(p))
          .toList();
    }
  }

  private static final Comparator<Path> BY_NAME =
      Comparator.comparing(SampleFolder::name, NaturalOrder.INSTANCE);

  /** Whether a folder of this name is a part of a given split. */
  static boolean isPart(String name) {
    return PARTS.containsKey(name);
  }

  static String name(Path path) {
    Path last = path.getFileName();
    return last == null ? path.toString() : last.toString();
  }
}
