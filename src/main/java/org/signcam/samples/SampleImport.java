package org.signcam.samples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.signcam.base.AtomicFiles;
import org.signcam.base.NaturalOrder;
import org.signcam.base.UserException;
import org.signcam.image.Pictures;

/**
 * Folders and zip files looked at before they are copied into a store: first {@link #look}, show
 * what it found, then {@link #run}. Pictures that another store recorded keep their region, session
 * and burst.
 */
public final class SampleImport implements AutoCloseable {
  private final SampleStore store;
  private final List<ImportSource> sources;
  private final String layout;
  private boolean namesNobody;
  private final List<Sample> wanted = new ArrayList<>();
  private final List<Unreadable> unreadable = new ArrayList<>();
  private int duplicates;

  private SampleImport(
      SampleStore store, List<ImportSource> sources, String layout, boolean namesNobody) {
    this.store = store;
    this.sources = sources;
    this.layout = layout;
    this.namesNobody = namesNobody;
  }

  /**
   * Reads every picture, and copies none.
   *
   * @param sources folders in any of the layouts of {@link SampleSet}, zip files of such folders
   * @param signer whose hands all of them show, or {@code null} where the folders name the signers
   * @param progress told how many pictures have been read, from several threads
   * @throws UserException when a source cannot be read or has no pictures, or for a bad signer name
   */
  public static SampleImport look(
      SampleStore store, List<Path> sources, String signer, IntConsumer progress) {
    String everybody = signer == null ? null : FolderNames.signer(signer);
    List<ImportSource> opened = new ArrayList<>();
    try {
      sources.forEach(source -> opened.add(ImportSource.open(source)));
      List<Sample> samples = new ArrayList<>();
      List<String> layouts = new ArrayList<>();
      for (ImportSource source : opened) {
        SampleSet set = SampleSet.read(source.folder());
        String root = source.folder().toString();
        layouts.add(source.given() + set.layout().substring(root.length()));
        set.samples().forEach(s -> samples.add(of(s, everybody == null ? s.signer() : everybody)));
      }
      boolean nobody = samples.stream().anyMatch(s -> SampleSet.isUnknown(s.signer()));
      String layout = String.join(" ", layouts);
      SampleImport look = new SampleImport(store, List.copyOf(opened), layout, nobody);
      look.examine(samples, progress);
      opened.clear(); // the import's to close
      return look;
    } finally {
      opened.forEach(ImportSource::close);
    }
  }

  private static Sample of(Sample s, String signer) {
    return new Sample(s.file(), signer, s.label(), s.part(), s.region(), s.burst());
  }

  /** What reading a picture told: its digest, or why it cannot be imported. */
  private record Examined(Sample sample, long bytes, String digest, String why) {}

  private void examine(List<Sample> samples, IntConsumer progress) {
    AtomicInteger done = new AtomicInteger();
    List<Examined> all =
        samples.parallelStream()
            .map(
                sample -> {
                  Examined result = examine(sample);
                  progress.accept(done.incrementAndGet());
                  return result;
                })
            .toList();
    Set<String> known = stored(all);
    for (Examined one : all) {
      if (one.why != null) {
        unreadable.add(new Unreadable(one.sample, one.why));
      } else if (known.add(one.digest)) {
        wanted.add(one.sample);
      } else {
        duplicates++;
      }
    }
  }

  private static Examined examine(Sample sample) {
    try {
      if (!SampleSet.isUnknown(sample.signer())) {
        FolderNames.signer(sample.signer());
      }
      FolderNames.label(sample.label());
      byte[] bytes = ImportSource.read(sample.file());
      Pictures.decode(sample.file(), bytes).release();
      return new Examined(sample, bytes.length, SampleSet.sha256(bytes), null);
    } catch (UserException e) {
      return new Examined(sample, 0, null, e.getMessage());
    }
  }

  /** Digests of the store's pictures, of those that are as large as one to be imported. */
  private Set<String> stored(List<Examined> all) {
    Set<Long> sizes = new HashSet<>();
    all.forEach(one -> sizes.add(one.bytes));
    Set<String> digests = new HashSet<>();
    for (Sample sample : store.set().samples()) {
      try {
        if (sizes.contains(Files.size(sample.file()))) {
          digests.add(SampleSet.sha256(Files.readAllBytes(sample.file())));
        }
      } catch (IOException e) {
        // what cannot be read is a copy of nothing
      }
    }
    return digests;
  }

  /** What would be copied: pictures per signer and label, in order. */
  public Map<String, Map<String, Integer>> counts() {
    Map<String, Map<String, Integer>> counts = new TreeMap<>(NaturalOrder.INSTANCE);
    for (Sample sample : wanted) {
      counts
          .computeIfAbsent(sample.signer(), s -> new TreeMap<>(SampleSet.LABEL_ORDER))
          .merge(sample.label(), 1, Integer::sum);
    }
    return counts;
  }

  /** How many pictures would be copied. */
  public int size() {
    return wanted.size();
  }

  /** How many pictures are in the store already, or here twice, byte by byte; left out. */
  public int duplicates() {
    return duplicates;
  }

  /** What cannot be read, or lies in a folder whose name cannot be a signer's or label's. */
  public List<Unreadable> unreadable() {
    return List.copyOf(unreadable);
  }

  /** Whether a source names nobody and no signer was given: then {@link #run} refuses. */
  public boolean namesNobody() {
    return namesNobody;
  }

  /**
   * Says whose hands those show that the sources name nobody for.
   *
   * @throws UserException for a bad signer name
   */
  public void setUnknown(String signer) {
    String name = FolderNames.signer(signer);
    wanted.replaceAll(s -> SampleSet.isUnknown(s.signer()) ? of(s, name) : s);
    namesNobody = false;
  }

  /** What the sources were found to be: a sentence for each. */
  public String layout() {
    return layout;
  }

  /**
   * Copies the pictures; those copied before a failure stay.
   *
   * @param progress told how many have been copied
   * @return how many were copied
   * @throws UserException when one cannot be read or written, or no signer is known
   */
  public int run(IntConsumer progress) {
    store.checkWritable();
    if (namesNobody) {
      throw new UserException(
          "Whose hands are these? The folders name nobody; give the signer's name.");
    }
    checkSpace();
    int done = 0;
    try {
      for (Sample sample : wanted) {
        byte[] bytes = ImportSource.read(sample.file());
        store.copyIn(sample, bytes);
        progress.accept(++done);
      }
      return done;
    } catch (UserException e) {
      throw new UserException(
          "%s %d of %d pictures were copied before; importing again leaves those out."
              .formatted(e.getMessage(), done, wanted.size()),
          e);
    }
  }

  private void checkSpace() {
    try {
      long bytes = 0;
      for (Sample sample : wanted) {
        bytes += Files.size(sample.file());
      }
      long free = Files.getFileStore(store.root()).getUsableSpace();
      if (bytes > free) {
        throw new UserException(
            "The pictures have %d MB and %d MB are free at %s; free some first."
                .formatted(bytes >> 20, free >> 20, store.root()));
      }
    } catch (IOException e) {
      throw new UserException(
          "Cannot tell how much space the pictures need: " + AtomicFiles.reason(e) + ".", e);
    }
  }

  /** Closes the zip files. */
  @Override
  public void close() {
    sources.forEach(ImportSource::close);
  }
}
