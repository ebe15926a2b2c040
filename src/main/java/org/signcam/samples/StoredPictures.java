package org.signcam.samples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.signcam.base.UserException;

/** What a store knows of its pictures, and the indexes that it keeps of them. One thread. */
final class StoredPictures {
  private final Path root;
  private final Map<Path, StoredPicture> byFile = new HashMap<>();
  private SampleSet set; // null when it has changed

  StoredPictures(Path root, Collection<StoredPicture> pictures) {
    this.root = root;
    pictures.forEach(this::put);
  }

  void put(StoredPicture picture) {
    byFile.put(picture.sample().file(), picture);
    set = null;
  }

  void remove(StoredPicture picture) {
    byFile.remove(picture.sample().file());
    set = null;
  }

  void removeSigner(String signer) {
    byFile.values().removeIf(p -> p.sample().signer().equals(signer));
    set = null;
  }

  /**
   * What is known of some samples.
   *
   * @throws UserException when one is not there
   */
  List<StoredPicture> all(Collection<Sample> samples) {
    List<StoredPicture> found = new ArrayList<>();
    for (Sample sample : samples) {
      StoredPicture picture = byFile.get(sample.file());
      if (picture == null) {
        throw new UserException(
            "The picture %s is not there any more; look at the list again."
                .formatted(sample.file()));
      }
      found.add(picture);
    }
    return found;
  }

  SampleSet set() {
    if (set == null) {
      set = SampleSet.stored(root, byFile.values().stream().map(StoredPicture::sample).toList());
    }
    return set;
  }

  Map<String, Integer> counts(String signer) {
    Map<String, Integer> counts = new TreeMap<>(SampleSet.LABEL_ORDER);
    for (StoredPicture picture : byFile.values()) {
      if (picture.sample().signer().equals(signer)) {
        counts.merge(picture.sample().label(), 1, Integer::sum);
      }
    }
    return counts;
  }

  /** As somebody is called who is there already: Ann and ann are one, as on some file systems. */
  String signer(String name) {
    String found = name;
    for (StoredPicture picture : byFile.values()) {
      String signer = picture.sample().signer();
      if (signer.equals(name)) {
        return name;
      }
      found = signer.equalsIgnoreCase(name) ? signer : found;
    }
    return found;
  }

  /** Names of a signer's sessions. */
  Set<String> sessions(String signer) {
    Set<String> sessions = new HashSet<>();
    for (StoredPicture picture : byFile.values()) {
      if (picture.line() != null && picture.sample().signer().equals(signer)) {
        sessions.add(picture.session());
      }
    }
    return sessions;
  }

  /** A picture that has come to lie in the store, with what it says of itself. */
  static StoredPicture read(Path file) throws IOException {
    Path letter = file.getParent();
    String label = SampleFolder.name(letter);
    String signer = SampleFolder.name(letter.getParent());
    PictureName name = PictureName.parse(SampleFolder.name(file));
    return name == null
        ? new StoredPicture(new Sample(file, signer, label, null), null)
        : StoredPicture.recorded(
            file, signer, label, name, PictureEnds.look(file).line(), Files.size(file));
  }

  /** Where a picture's line is; {@code null} for one that was not recorded here. */
  Path index(StoredPicture picture) {
    Path folder = root.resolve(picture.sample().signer());
    return picture.line() == null ? null : SessionIndex.file(folder, picture.session());
  }

  /**
   * Writes indexes anew.
   *
   * @return what went wrong, in sentences: the pictures are right, and a store that is opened again
   *     makes the index of them
   */
  List<String> writeIndexes(Set<Path> indexes) {
    Map<Path, List<StoredPicture>> byIndex = new HashMap<>();
    byFile.values().forEach(p -> byIndex.computeIfAbsent(index(p), i -> new ArrayList<>()).add(p));
    List<String> failures = new ArrayList<>();
    for (Path index : indexes) {
      if (index != null) {
        List<StoredPicture> listed = byIndex.getOrDefault(index, List.of());
        try {
          SessionIndex.write(index, StoredPicture.lines(listed));
        } catch (IOException | UserException e) {
          failures.add(e.getMessage());
        }
      }
    }
    return failures;
  }
}
