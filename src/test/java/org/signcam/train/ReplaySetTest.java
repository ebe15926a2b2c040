package org.signcam.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signcam.base.UserException;
import org.signcam.image.OpenCv;
import org.signcam.net.Safetensors;
import org.signcam.net.Safetensors.Tensor;
import org.signcam.samples.SampleSet;
import org.signcam.train.ReplaySet.Entry;
import org.signcam.ui.TinyModel;

class ReplaySetTest {
  @TempDir Path dir;

  private static Entry entry(String signer, String label, boolean keptOut, int first) {
    byte[] bytes = new byte[6];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (first + i);
    }
    return new Entry(signer, label, keptOut, "%02x".formatted(first), ByteBuffer.wrap(bytes));
  }

  @Test
  void isReadAsItWasWritten() {
    Path file = dir.resolve("m.replay.safetensors");
    List<Entry> entries =
        List.of(
            entry("ann", "A", false, 1), entry("bob", "A", true, 20), entry("ann", "B", false, 40));
    new ReplaySet("digest", 3, entries).write(file);
    ReplaySet read = ReplaySet.read(file);
    assertThat(read).isEqualTo(new ReplaySet("digest", 3, entries));
    assertThat(read.part(true)).extracting(Entry::signer).containsExactly("bob");
  }

  @Test
  void holdsPeopleAndNoRenderedSigners() throws Exception {
    OpenCv.load();
    Path model = TinyModel.write(dir.resolve("m.safetensors"), dir.resolve("scratch"));
    Path people = dir.resolve("scratch/people");
    for (String folder : new String[] {"cy", "dee"}) {
      Files.move(people.resolve(folder), people.resolve("drawn-1-000" + folder.length()));
    }
    Path replay = TinyModel.writeReplay(model, SampleSet.read(List.of(people)));
    assertThat(ReplaySet.read(replay).entries())
        .extracting(Entry::signer)
        .containsOnly("ann", "bob");
  }

  @Test
  void isFoundByItsNetworkBesideAnyModelOfIt() {
    ReplaySet set = new ReplaySet("digest", 3, List.of(entry("ann", "A", false, 1)));
    set.write(dir.resolve("shipped.replay.safetensors"));
    assertThat(ReplaySet.find(dir.resolve("mine.safetensors"), "digest")).isEqualTo(set);
    assertThat(ReplaySet.find(dir.resolve("mine.safetensors"), "another")).isNull();
  }

  @Test
  void thePicturesNamedAreErasedFromEverySetOfAFolder() {
    Entry ann = entry("ann", "A", false, 1);
    Entry silent = new Entry("ann", "B", false, null, entry("ann", "B", false, 9).vector());
    Path both = dir.resolve("both.replay.safetensors");
    Path only = dir.resolve("only.replay.safetensors");
    new ReplaySet("digest", 3, List.of(ann, entry("bob", "A", true, 20), silent)).write(both);
    new ReplaySet("other", 3, List.of(ann)).write(only);
    assertThat(ReplaySet.erase(dir, List.of("01", "ff"))).isEqualTo(2);
    assertThat(ReplaySet.read(both).entries()).containsExactly(entry("bob", "A", true, 20), silent);
    assertThat(only).as("of nobody any more").doesNotExist();
    assertThat(ReplaySet.of("ann", dir)).as("whose digest is not known").containsExactly(both);
    assertThat(ReplaySet.erase(dir, List.of("01"))).isZero();
  }

  @Test
  void aDamagedSetOfAnotherModelStopsNothingAndIsNamed() throws IOException {
    Path damaged = Files.writeString(dir.resolve("a.replay.safetensors"), "no");
    Path whole = dir.resolve("b.replay.safetensors");
    ReplaySet set =
        new ReplaySet(
            "digest", 3, List.of(entry("ann", "A", false, 1), entry("bob", "A", true, 20)));
    set.write(whole);
    assertThat(ReplaySet.find(dir.resolve("c.safetensors"), "digest")).isEqualTo(set);
    assertThat(ReplaySet.of("ann", dir)).containsExactly(whole);
    assertThat(ReplaySet.erase(dir, List.of("01"))).isEqualTo(1);
    assertThat(ReplaySet.of("ann", dir)).isEmpty();
    assertThat(ReplaySet.unreadable(dir)).containsExactly(damaged);
    assertThat(damaged).hasContent("no");
  }

  @Test
  void whatIsNoSetIsRefused() throws IOException {
    Path file = dir.resolve("m.replay.safetensors");
    Tensor vectors = Tensor.of(new float[6], 2, 3);
    for (String header :
        List.of(
            "{",
            "null",
            "{\"network\":\"d\",\"keptOut\":[],\"signers\":[\"a\"],\"labels\":[\"A\"]}")) {
      Files.deleteIfExists(file);
      Safetensors.write(
          file,
          new Safetensors.Content(
              Map.of("vectors", vectors.half()), Map.of("signcam-replay", header)));
      assertThatThrownBy(() -> ReplaySet.read(file))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("models replay");
    }
  }
}
