package org.signcam.samples;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.signcam.base.UserException;

/** All that a store's folder holds of a signer: also in the trash and set aside. */
final class SignerTraces {
  private final Path root;

  SignerTraces(Path root) {
    this.root = root;
  }

  /**
   * Everybody of whom there is something, in no order.
   *
   * @param signers those of the pictures that are in the store
   */
  Set<String> everybody(Collection<String> signers) {
    Set<String> names = new LinkedHashSet<>(signers);
    for (String folder : List.of(StoreFiles.TRASH, StoreFiles.ASIDE)) {
      Path below = root.resolve(folder);
      StoreFiles.pictures(below).forEach(p -> names.add(below.relativize(p).getName(0).toString()));
    }
    return names;
  }

  private List<Path> folders(String signer) {
    return Stream.of("", StoreFiles.TRASH, StoreFiles.ASIDE)
        .map(folder -> root.resolve(folder).resolve(signer))
        .toList();
  }

  /** A signer's pictures. */
  List<Path> files(String signer) {
    return folders(signer).stream().flatMap(f -> StoreFiles.pictures(f).stream()).toList();
  }

  /** See {@link SampleStore#erase(String, Consumer)}. */
  SampleStore.Erased erase(String signer, Consumer<List<String>> elsewhere) {
    List<Path> folders = folders(signer);
    if (folders.stream().noneMatch(Files::isDirectory)) {
      throw new UserException("There is no signer \"%s\" in %s.".formatted(signer, root));
    }
    folders.forEach(SignerTraces::checkNoLinks);
    List<Path> files = files(signer);
    List<String> digests = files.stream().map(StoreFiles::digest).distinct().toList();
    elsewhere.accept(digests);
    folders.forEach(StoreFiles::erase);
    return new SampleStore.Erased(signer, files.size(), digests);
  }

  /** What a link leads to is read as if it lay here, but it is not the store's to delete. */
  private static void checkNoLinks(Path folder) {
    StoreFiles.links(folder).stream()
        .findFirst()
        .ifPresent(
            link -> {
              throw new UserException(
                  "%s is a link: what it leads to is not deleted from here. Delete that by hand and the link with it, then try again."
                      .formatted(link));
            });
  }
}
