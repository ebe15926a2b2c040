package org.signcam.samples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.signcam.base.NaturalOrder;
import org.signcam.base.Plural;
import org.signcam.base.UserException;

/**
 * The labelled pictures of one or more folders, in an order that depends on nothing but their
 * names. Immutable.
 *
 * <p>A folder is {@code SIGNER/LETTER/*.jpg}, {@code LETTER/*.jpg} (one unknown signer), {@code
 * train|valid|test/} with either of these inside (a given split), or holds names like {@code
 * 1_A_1.jpg} (signer, letter, number). Which one is found out by looking; {@link #layout} says it.
 * Signers of the same name in several folders are the same person; the unknown signers of different
 * folders are not. Pictures that were recorded here know their region and burst.
 */
public final class SampleSet {
  /** The label of pictures that show no handshape: rooms, faces, resting hands. */
  public static final String NOTHING = "nothing";

  /** Labels in natural order, {@link #NOTHING} last. */
  public static final Comparator<String> LABEL_ORDER =
      Comparator.<String, Boolean>comparing(NOTHING::equals).thenComparing(NaturalOrder.INSTANCE);

  private static final String UNKNOWN = "unknown (";

  private static final List<String> PART_ORDER = List.of("train", "valid", "test");

  private static final Comparator<Sample> ORDER =
      Comparator.comparing(Sample::signer, NaturalOrder.INSTANCE)
          .thenComparing(Sample::label, LABEL_ORDER)
          .thenComparing(s -> s.part() == null ? -1 : PART_ORDER.indexOf(s.part()))
          .thenComparing(s -> SampleFolder.name(s.file()), NaturalOrder.INSTANCE)
          .thenComparing(s -> s.file().toString());

  private final List<Path> roots;
  private final List<Sample> samples;
  private final String layout;

  SampleSet(List<Path> roots, List<Sample> samples, String layout) {
    this.roots = List.copyOf(roots);
    this.samples = List.copyOf(samples);
    this.layout = layout;
  }

  /** Reads one folder; see {@link #read(List)}. */
  public static SampleSet read(Path folder) {
    return read(List.of(folder));
  }

  /**
   * Reads and joins folders. Only looks at names: a picture that cannot be decoded is found when it
   * is read.
   *
   * @throws UserException when a folder is missing, holds no pictures or no classes, or is given
   *     twice (also as part of another)
   */
  public static SampleSet read(List<Path> folders) {
    if (folders.isEmpty()) {
      throw new UserException("No sample folder was given; name at least one.");
    }
    List<SampleFolder> found = folders.stream().map(SampleFolder::read).toList();
    refuseOverlap(folders);
    List<Sample> samples = new ArrayList<>();
    List<String> sentences = new ArrayList<>();
    Set<String> unknown = new HashSet<>();
    Recordings recordings = new Recordings();
    for (SampleFolder folder : found) {
      String nameless = unknownSigner(folder.root(), unknown);
      List<Sample> here =
          folder.samples().stream().map(s -> recordings.complete(named(s, nameless))).toList();
      samples.addAll(here);
      sentences.add(sentence(folder, here));
    }
    samples.sort(ORDER);
    return new SampleSet(folders, samples, String.join(" ", sentences));
  }

  /** The pictures of a store. */
  static SampleSet stored(Path root, Collection<Sample> stored) {
    List<Sample> samples = new ArrayList<>(stored);
    samples.sort(Comparator.comparing(Sample::file)); // quick, and nearly the order wanted:
    samples.sort(ORDER); // what is left for the slow comparison is little
    String layout = "%s holds %s.".formatted(root, Plural.of(samples.size(), "picture"));
    return new SampleSet(List.of(root), samples, layout);
  }

  /** Every picture, by signer, label, part and name. */
  public List<Sample> samples() {
    return samples;
  }

  /** The labels that have a picture, in natural order, {@link #NOTHING} last. */
  public List<String> labels() {
    return samples.stream().map(Sample::label).distinct().sorted(LABEL_ORDER).toList();
  }

  /** The signers in natural order. */
  public List<String> signers() {
    return samples.stream().map(Sample::signer).distinct().sorted(NaturalOrder.INSTANCE).toList();
  }

  /** Whether this stands for the people of a folder that names nobody, and so may be several. */
  public static boolean isUnknown(String signer) {
    return signer.startsWith(UNKNOWN);
  }

  /** What the folders were found to be: a sentence for each. */
  public String layout() {
    return layout;
  }

  public int size() {
    return samples.size();
  }

  public boolean isEmpty() {
    return samples.isEmpty();
  }

  /** The pictures that pass, in the same order; may be empty. */
  public SampleSet filter(Predicate<Sample> keep) {
    return new SampleSet(roots, samples.stream().filter(keep).toList(), layout);
  }

  /** Those pictures of this set, in the order given: one side of a {@link Split}. */
  public SampleSet with(Collection<Sample> some) {
    return new SampleSet(roots, List.copyOf(some), layout);
  }

  /**
   * SHA-256, in hex, over the names (relative to the folder given), sizes and contents of all
   * pictures. The same pictures have the same digest wherever they lie and in whatever order their
   * folders are given. Reads every file.
   *
   * @throws UserException when a file cannot be read any more
   */
  public String digest() {
    List<String> lines = new ArrayList<>(samples.size());
    for (Sample sample : samples) {
      try {
        byte[] content = Files.readAllBytes(sample.file());
        lines.add(relative(sample.file()) + '\t' + content.length + '\t' + sha256(content) + '\n');
      } catch (IOException e) {
        throw new UserException(
            "The picture " + sample.file() + " was there and cannot be read any more.", e);
      }
    }
    lines.sort(Comparator.naturalOrder());
    return sha256(String.join("", lines).getBytes(StandardCharsets.UTF_8));
  }

  private String relative(Path file) {
    Path root = roots.stream().filter(file::startsWith).findFirst().orElse(null);
    Path relative = root == null ? file.getFileName() : root.relativize(file);
    return relative.toString().replace('\\', '/');
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  // A picture counted twice would make every figure look surer than it is.
  private static void refuseOverlap(List<Path> folders) {
    List<Path> real = new ArrayList<>();
    for (Path folder : folders) {
      try {
        real.add(folder.toRealPath());
      } catch (IOException e) {
        throw new UserException("The sample folder " + folder + " cannot be read.", e);
      }
    }
    for (int i = 0; i < real.size(); i++) {
      for (int j = 0; j < real.size(); j++) {
        if (i != j && real.get(j).startsWith(real.get(i))) {
          boolean same = real.get(i).equals(real.get(j));
          throw new UserException(
              folders.get(j)
                  + (same ? " is given twice" : " lies inside " + folders.get(i))
                  + ", so its pictures would count twice. Give only one of them.");
        }
      }
    }
  }

  private static String unknownSigner(Path root, Set<String> taken) {
    String base = UNKNOWN + SampleFolder.name(root.toAbsolutePath().normalize()) + ")";
    String name = base;
    for (int i = 2; !taken.add(name); i++) {
      name = base + " " + i;
    }
    return name;
  }

  private static Sample named(Sample sample, String nameless) {
    return sample.signer().equals(SampleFolder.UNNAMED)
        ? new Sample(sample.file(), nameless, sample.label(), sample.part())
        : sample;
  }

  private static String sentence(SampleFolder folder, List<Sample> here) {
    Set<String> signers = new LinkedHashSet<>();
    Set<String> labels = new LinkedHashSet<>();
    for (Sample sample : here) {
      signers.add(sample.signer());
      labels.add(sample.label());
    }
    String leftOut =
        folder.leftOut() == 0
            ? ""
            : "; " + Plural.of(folder.leftOut(), "picture") + " elsewhere left out";
    return "%s %s: %s, %s, %s%s."
        .formatted(
            folder.root(),
            folder.shape(),
            Plural.of(signers.size(), "signer"),
            Plural.of(labels.size(), "label"),
            Plural.of(here.size(), "picture"),
            leftOut);
  }
}
