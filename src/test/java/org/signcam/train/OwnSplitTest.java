package org.signcam.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.signcam.samples.Sample;

class OwnSplitTest {
  private final List<Sample> own = new ArrayList<>();

  private void burst(String label, String burst, int pictures) {
    for (int i = 0; i < pictures; i++) {
      Path file = Path.of(own.size() + ".jpg");
      own.add(new Sample(file, "ann", label, null, null, burst == null ? null : "ann/" + burst));
    }
  }

  private static List<String> bursts(List<Sample> samples) {
    return samples.stream().map(s -> s.label() + " " + s.burst()).distinct().toList();
  }

  @Test
  void theNewestSessionIsKeptOutWhereTheOthersShowEveryLabel() {
    burst("A", "20260101T100000/001", 3);
    burst("B", "20260101T100000/002", 3);
    burst("A", "20260102T100000/001", 2);
    OwnSplit split = OwnSplit.of(own);
    assertThat(bursts(split.validation())).containsExactly("A ann/20260102T100000/001");
    assertThat(split.train()).hasSize(6);
    assertThat(split.sameSession()).isFalse();
  }

  @Test
  void ofEachSignerTheNewestSession() {
    burst("A", "20260101T100000/001", 3);
    burst("A", "20260102T100000/001", 3);
    for (String session : List.of("20260103T100000", "20260104T100000")) {
      Path file = Path.of(session + ".jpg");
      own.add(new Sample(file, "bob", "A", null, null, "bob/" + session + "/001"));
    }
    assertThat(bursts(OwnSplit.of(own).validation()))
        .containsExactly("A ann/20260102T100000/001", "A bob/20260104T100000/001");
  }

  @Test
  void elseTheNewestBurstOfEachLabelThatHasTwo() {
    burst("A", "20260101T100000/001", 3);
    burst("A", "20260101T100000/003", 3);
    burst("B", "20260101T100000/002", 3);
    OwnSplit split = OwnSplit.of(own);
    assertThat(bursts(split.validation())).containsExactly("A ann/20260101T100000/003");
    assertThat(split.sameSession()).isTrue();
  }

  @Test
  void aLabelThatOnlyTheNewestSessionShowsIsLearnt() {
    burst("A", "20260101T100000/001", 3);
    burst("A", "20260102T100000/001", 3);
    burst("B", "20260102T100000/002", 3);
    OwnSplit split = OwnSplit.of(own);
    assertThat(bursts(split.validation())).containsExactly("A ann/20260102T100000/001");
    assertThat(bursts(split.train())).contains("B ann/20260102T100000/002");
    assertThat(split.sameSession()).isTrue();
  }

  @Test
  void picturesOfUnknownBurstsAreLearnt() {
    burst("A", null, 4);
    OwnSplit split = OwnSplit.of(own);
    assertThat(split.validation()).isEmpty();
    assertThat(split.train()).hasSize(4);
  }

  @Test
  void aRehearsalLearnsTheFirstOfEachLabelByName() {
    burst("A", "20260101T100000/001", 12); // 0.jpg … 11.jpg
    burst("B", "20260101T100000/002", 1);
    Collections.reverse(own);
    OwnSplit split = OwnSplit.first(own, 10);
    assertThat(split.train()).hasSize(11);
    assertThat(split.validation())
        .extracting(s -> s.file().toString())
        .containsExactlyInAnyOrder("10.jpg", "11.jpg");
    assertThat(split.sameSession()).isTrue();
  }
}
