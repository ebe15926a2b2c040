package org.signcam.samples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Moves a store's pictures, within it, out of it and back; the index follows. What fails half-way
 * leaves those before where they have been moved to, and an index that says so. One thread.
 */
final class PictureMoves {
  private final Path root;
  private final StoredPictures pictures;
  private final List<String> notices;

  /**
   * @param pictures changed as the files are
   * @param notices gets a sentence for each index that cannot be written
   */
  PictureMoves(Path root, StoredPictures pictures, List<String> notices) {
    this.root = root;
    this.pictures = pictures;
    this.notices = notices;
  }

  /**
   * Moves pictures out, into the trash or to where damaged ones lie.
   *
   * @param folder one of the root's
   * @return where they are
   */
  List<Path> away(Collection<Sample> samples, String folder) {
    List<Path> moved = new ArrayList<>();
    change(
        samples,
        picture -> {
          Sample s = picture.sample();
          Path to = root.resolve(folder).resolve(s.signer()).resolve(s.label());
          moved.add(StoreFiles.free(to.resolve(SampleFolder.name(s.file()))));
          StoreFiles.move(s.file(), moved.get(moved.size() - 1));
          return null;
        });
    return moved;
  }

  /** Brings back from the trash what is still there. */
  List<Sample> back(List<Path> inTrash) {
    List<Sample> restored = new ArrayList<>();
    Set<Path> indexes = new LinkedHashSet<>();
    try {
      for (Path from : inTrash) {
        Path relative = root.resolve(StoreFiles.TRASH).relativize(from);
        if (Files.isRegularFile(from) && relative.getNameCount() == 3) {
          Path to = StoreFiles.free(root.resolve(relative.toString()));
          StoreFiles.move(from, to);
          StoredPicture picture = StoredPictures.read(to);
          pictures.put(picture);
          indexes.add(pictures.index(picture));
          restored.add(picture.sample());
        }
      }
    } catch (IOException e) {
      throw StoreFiles.cannot("bring back from the trash", e);
    } finally {
      notices.addAll(pictures.writeIndexes(indexes));
    }
    return restored;
  }

  /** Returns them as they are now, in the same order. */
  List<Sample> relabel(Collection<Sample> samples, String label) {
    return change(samples, p -> moved(p, p.sample().signer(), label));
  }

  /** Returns them as they are now, in the same order. */
  List<Sample> toSigner(Collection<Sample> samples, String signer) {
    return change(samples, p -> moved(p, signer, p.sample().label()));
  }

  private StoredPicture moved(StoredPicture picture, String signer, String label)
      throws IOException {
    Sample s = picture.sample();
    if (s.signer().equals(signer) && s.label().equals(label)) {
      return picture;
    }
    Path folder = root.resolve(signer).resolve(label);
    Path to = StoreFiles.free(folder.resolve(SampleFolder.name(s.file())));
    StoreFiles.move(s.file(), to);
    return picture.movedTo(to, signer, label);
  }

  /** Moves a picture's file; says what it is then, or null where it is in the store no more. */
  private interface Change {
    StoredPicture move(StoredPicture picture) throws IOException;
  }

  private List<Sample> change(Collection<Sample> samples, Change change) {
    List<StoredPicture> chosen = pictures.all(samples);
    List<Sample> changed = new ArrayList<>();
    Set<Path> indexes = new LinkedHashSet<>();
    try {
      for (StoredPicture picture : chosen) {
        StoredPicture now = change.move(picture);
        pictures.remove(picture);
        indexes.add(pictures.index(picture));
        if (now != null) {
          pictures.put(now);
          indexes.add(pictures.index(now));
          changed.add(now.sample());
        }
      }
    } catch (IOException e) {
      throw StoreFiles.cannot("move", e);
    } finally {
      notices.addAll(pictures.writeIndexes(indexes));
    }
    return changed;
  }
}
