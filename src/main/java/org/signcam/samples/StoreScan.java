package org.signcam.samples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.signcam.base.AtomicFiles;
import org.signcam.base.Plural;
import org.signcam.base.UserException;
import org.signcam.image.Pictures;

/**
 * What lies in a store's folder when it is opened. A picture is believed when the index knows its
 * size and is newer than it; the others are opened, their first and last bytes looked at, and only
 * those that look wrong are decoded. What is broken is set aside, and the indexes that do not fit
 * the pictures are written anew.
 */
final class StoreScan {
  private static final int NAMED = 5; // broken pictures that are named one by one

  /**
   * A picture that changed so shortly before its index was written may have changed after it: file
   * systems keep time in steps, Linux of 4 ms.
   */
  private static final long STEP_MILLIS = 20;

  private final Path root;
  private final boolean writable;
  private final List<StoredPicture> pictures = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();
  private int unfinished;
  private int broken;
  private int relabelled;
  private int repaired;

  private StoreScan(Path root, boolean writable) {
    this.root = root;
    this.writable = writable;
  }

  /** What a scan found. */
  record Found(List<StoredPicture> pictures, List<String> notices) {}

  /**
   * Looks at everything, and repairs.
   *
   * @param writable whether things may be set aside and indexes written
   * @throws IOException when the folder itself cannot be read
   */
  static Found scan(Path root, boolean writable) throws IOException {
    StoreScan scan = new StoreScan(root, writable);
    for (Path signer : folders(root)) {
      try {
        scan.signer(signer);
      } catch (IOException | DirectoryIteratorException e) {
        scan.notices.add("%s cannot be read and is left out: %s.".formatted(signer, reason(e)));
      }
    }
    scan.sumUp();
    return new Found(scan.pictures, scan.notices);
  }

  /** A picture file, and what is known of it. */
  private static final class Candidate {
    final Path file;
    final String label;
    final PictureName name;
    final BasicFileAttributes attributes;
    SessionLine line; // null where nothing is known
    boolean looked;
    String damage; // null where there is none
    String unreadable; // why the file cannot be opened: it may be whole

    Candidate(Path file, String label, BasicFileAttributes attributes) {
      this.file = file;
      this.label = label;
      this.attributes = attributes;
      name = PictureName.parse(SampleFolder.name(file));
    }

    String place() {
      return label + "/" + SampleFolder.name(file);
    }

    void look() {
      looked = true;
      try {
        PictureEnds ends = attributes.size() == 0 ? null : PictureEnds.look(file);
        damage = ends == null ? "it is empty" : ends.damage(file);
        line = line == null && ends != null ? ends.line() : line;
      } catch (IOException e) {
        unreadable = reason(e);
      }
    }
  }

  private void signer(Path folder) throws IOException {
    Map<String, SessionIndex> indexes = SessionIndex.all(folder);
    Map<String, SessionLine> byName = new HashMap<>();
    indexes.values().forEach(i -> i.lines().values().forEach(l -> byName.put(l.name(), l)));
    List<Candidate> candidates = new ArrayList<>();
    for (Path letter : folders(folder)) {
      candidates.addAll(letter(letter, indexes, byName));
    }
    candidates.parallelStream().filter(c -> !c.looked).forEach(Candidate::look);
    Map<String, List<StoredPicture>> bySession = new TreeMap<>();
    Set<String> stale = new HashSet<>();
    for (Candidate c : candidates) {
      if (c.damage != null) {
        setAside(c.file, c.damage);
        continue;
      }
      if (c.unreadable != null) {
        notices.add("%s cannot be read and is left out: %s.".formatted(c.file, c.unreadable));
        continue;
      }
      StoredPicture picture = picture(c, SampleFolder.name(folder));
      pictures.add(picture);
      if (c.name != null) {
        String session = c.name.session();
        bySession.computeIfAbsent(session, s -> new ArrayList<>()).add(picture);
        SessionIndex index = indexes.get(session);
        if (index == null || !picture.line().equals(index.lines().get(c.place()))) {
          boolean elsewhere = index != null && !index.lines().containsKey(c.place());
          relabelled += elsewhere && byName.containsKey(c.name.toString()) ? 1 : 0;
          stale.add(session);
        } else if (c.attributes.lastModifiedTime().compareTo(index.written()) > 0) {
          stale.add(session);
        }
      }
    }
    indexes.forEach(
        (session, index) -> {
          int there = bySession.getOrDefault(session, List.of()).size();
          if (index.torn() || index.damaged() || index.lines().size() != there) {
            stale.add(session);
          }
        });
    for (String session : stale) {
      repair(folder, session, indexes.get(session), bySession.getOrDefault(session, List.of()));
    }
  }

  private List<Candidate> letter(
      Path folder, Map<String, SessionIndex> indexes, Map<String, SessionLine> byName)
      throws IOException {
    List<Candidate> candidates = new ArrayList<>();
    for (Path file : list(folder)) {
      String name = SampleFolder.name(file);
      if (name.startsWith(".") && name.endsWith(".part")) {
        unfinished++;
        setAside(file, null);
      } else if (isPicture(file, name)) {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (attributes.isRegularFile()) {
          Candidate c = new Candidate(file, SampleFolder.name(folder), attributes);
          SessionIndex index = c.name == null ? null : indexes.get(c.name.session());
          if (index != null) {
            c.line = index.lines().getOrDefault(c.place(), byName.get(name));
            c.looked =
                c.line != null
                    && c.line.bytes() == attributes.size()
                    && attributes.lastModifiedTime().toMillis()
                        < index.written().toMillis() - STEP_MILLIS;
          }
          candidates.add(c);
        }
      }
    }
    return candidates;
  }

  // Recorded ones by their name alone, which does not load OpenCV.
  private static boolean isPicture(Path file, String name) {
    return PictureName.parse(name) != null || (!name.startsWith(".") && Pictures.isPicture(file));
  }

  private static StoredPicture picture(Candidate c, String signer) {
    if (c.name == null) {
      return new StoredPicture(new Sample(c.file, signer, c.label, null), null);
    }
    return StoredPicture.recorded(c.file, signer, c.label, c.name, c.line, c.attributes.size());
  }

  private void repair(
      Path folder, String session, SessionIndex index, List<StoredPicture> pictures) {
    if (!writable) {
      return;
    }
    try {
      if (index != null && index.damaged()) {
        Path copy = StoreFiles.free(aside(index.file()));
        StoreFiles.move(index.file(), copy); // whatever its size; the pictures know what was in it
        notices.add(
            "%s had lines that are none; it was made anew, the old one is %s."
                .formatted(root.relativize(index.file()), root.relativize(copy)));
      }
      SessionIndex.write(SessionIndex.file(folder, session), StoredPicture.lines(pictures));
      repaired++;
    } catch (IOException | UserException e) {
      notices.add(e.getMessage()); // what is known in memory is right
    }
  }

  /**
   * Moves a file to where nobody looks but people.
   *
   * @param why {@code null} for a file that was never finished
   */
  private void setAside(Path file, String why) {
    String place = "";
    if (writable) {
      try {
        Path to = StoreFiles.free(aside(file));
        StoreFiles.move(file, to);
        place = " and was set aside as " + root.relativize(to);
      } catch (IOException e) {
        place = " and cannot be set aside (" + AtomicFiles.reason(e) + ")";
      }
    }
    if (why != null && broken++ < NAMED) {
      notices.add("%s is damaged%s: %s".formatted(root.relativize(file), place, why));
    }
  }

  private Path aside(Path file) {
    return root.resolve(StoreFiles.ASIDE).resolve(root.relativize(file).toString());
  }

  private void sumUp() {
    if (broken > NAMED) {
      notices.add("%d more pictures are damaged; see %s.".formatted(broken - NAMED, aside(root)));
    }
    if (unfinished > 0) {
      notices.add(
          "%s cut off while being written: in %s, and never counted."
              .formatted(Plural.of(unfinished, "picture"), aside(root)));
    }
    if (relabelled > 0) {
      notices.add(
          "%s under another letter than before; the folder's name counts."
              .formatted(Plural.of(relabelled, "picture")));
    }
    if (repaired > 0) {
      notices.add(
          "The index of %s was made anew from the pictures."
              .formatted(Plural.of(repaired, "session")));
    }
  }

  private static List<Path> folders(Path folder) throws IOException {
    return list(folder).stream()
        .filter(f -> !SampleFolder.name(f).startsWith(".") && Files.isDirectory(f))
        .toList();
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static String reason(Exception e) {
    return e instanceof IOException io ? AtomicFiles.reason(io) : String.valueOf(e.getMessage());
  }
}
