package org.signcam.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signcam.base.UserException;

class StoreUseTest {
  @TempDir private Path folder;
  private Path root;
  private List<Sample> samples;

  @BeforeEach
  void record() throws IOException {
    root = folder.resolve("samples");
    Files.createDirectories(root.resolve("ann/A"));
    Files.write(root.resolve("ann/A/1.jpg"), MadePictures.jpeg(100));
    try (SampleStore store = SampleStore.open(root)) {
      samples = store.set().samples();
    }
  }

  private void refuses(SampleStore store) {
    assertThatThrownBy(() -> store.erase("ann"))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("ann cannot be erased while a training reads");
    assertThatThrownBy(() -> store.emptyTrash(digests -> {}))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("The trash cannot be emptied while a training reads");
    assertThat(samples.get(0).file()).exists();
  }

  @Test
  void nobodyIsErasedBeforeTheLastUseHasEnded() {
    try (SampleStore store = SampleStore.open(root)) {
      StoreUse.during(
          samples,
          () -> {
            StoreUse.during(samples, () -> true);
            refuses(store);
            return null;
          });
      assertThatThrownBy(
              () ->
                  StoreUse.during(
                      samples,
                      () -> {
                        throw new IllegalStateException("a training that fails");
                      }))
          .hasMessage("a training that fails");
      assertThat(store.erase("ann").pictures()).isEqualTo(1);
    }
  }

  @Test
  void aFolderThatIsNoStoreIsLeftAlone() throws IOException {
    Path other = folder.resolve("pictures/bob/A/1.jpg");
    Files.createDirectories(other.getParent());
    Files.write(other, MadePictures.jpeg(100));
    StoreUse.during(List.of(new Sample(other, "bob", "A", null)), () -> true);
    assertThat(folder.resolve("pictures")).isDirectoryNotContaining("glob:**.in-use");
  }

  /** Another process that uses the store until it is killed. */
  static final class Other {
    private Other() {}

    public static void main(String[] args) {
      StoreUse.during(
          List.of(new Sample(Path.of(args[0]), "ann", "A", null)),
          () -> {
            System.out.println("in use");
            try {
              Thread.sleep(60_000);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            return null;
          });
    }
  }

  @Test
  void aTrainingInAnotherProcessCountsUntilItsEnd() throws Exception {
    Process other =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Other.class.getName(),
                samples.get(0).file().toString())
            .redirectError(folder.resolve("stderr.txt").toFile())
            .start();
    try (SampleStore store = SampleStore.open(root);
        BufferedReader out = other.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).as(Files.readString(folder.resolve("stderr.txt"))).isNotNull();
      refuses(store);
      other.destroyForcibly().waitFor();
      assertThat(store.erase("ann").pictures()).isEqualTo(1);
    } finally {
      other.destroyForcibly();
    }
  }
}
