package org.signcam.ui.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signcam.image.OpenCv;
import org.signcam.samples.Sample;
import org.signcam.samples.SampleStore;

class ChangesTest {
  @TempDir Path folder;
  private SampleStore store;
  private Changes changes;
  private List<Path> before;

  @BeforeEach
  void open() throws Exception {
    OpenCv.load();
    for (String place : List.of("Ana/A/1.jpg", "Ana/A/2.jpg", "Ana/B/3.jpg", "Ben/B/4.jpg")) {
      OpinionsTest.jpeg(folder.resolve(place), 100);
    }
    store = SampleStore.open(folder);
    changes = new Changes(store);
    before = files();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private List<Path> files() {
    return store.set().samples().stream().map(Sample::file).toList();
  }

  @Test
  void eachChangeIsTakenBackTheLastFirst() {
    List<Sample> all = store.set().samples();
    Changes.Outcome relabelled = changes.relabel(all.subList(1, 4), "C"); // were A, B and B
    assertThat(relabelled.samples()).allMatch(s -> s.label().equals("C"));
    assertThat(relabelled.moved().get(all.get(1))).isEqualTo(relabelled.samples().get(0));
    List<Path> afterRelabel = files();
    changes.moveTo(relabelled.samples(), "Eve");
    changes.delete(List.of(all.get(0)));
    assertThat(store.set().signers()).containsExactly("Eve");
    assertThat(changes.newest()).isEqualTo("deleting 1 picture");

    assertThat(changes.undo().samples()).containsExactly(all.get(0));
    assertThat(changes.newest()).isEqualTo("moving 3 pictures");
    changes.undo();
    assertThat(files()).isEqualTo(afterRelabel);
    Changes.Outcome last = changes.undo();
    assertThat(files()).isEqualTo(before);
    assertThat(last.moved().get(relabelled.samples().get(0))).isEqualTo(all.get(1));
    assertThat(changes.canUndo()).isFalse();
  }

  @Test
  void whatIsGoneForGoodCannotBeTakenBack() {
    changes.delete(store.set().samples());
    store.emptyTrash(digests -> {});
    changes.forget();
    assertThat(changes.canUndo()).isFalse();
  }
}
