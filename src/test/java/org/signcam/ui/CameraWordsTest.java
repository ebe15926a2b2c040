package org.signcam.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signcam.camera.CaptureLoop.State;

class CameraWordsTest {
  private final Set<String> chosen = new HashSet<>();

  private MessagePane.Message message(State state) {
    return CameraWords.message(
        new CameraState(state, null, "It is so. Do this.", null),
        () -> chosen.add("file"),
        () -> chosen.add("again"),
        () -> chosen.add("virtual"));
  }

  @ParameterizedTest
  @EnumSource(names = {"STALLED", "LOST", "BUSY", "FORBIDDEN", "ABSENT", "FAILED"})
  void whateverIsWrongIsSaidInPlaceOfThePicture(State state) {
    MessagePane.Message message = message(state);
    assertThat(message.title()).isNotBlank();
    assertThat(message.sentence()).startsWith("It is so. Do this.");
    message.buttons().forEach(choice -> choice.action().run());
    assertThat(chosen).containsExactlyInAnyOrder("file", "again", "virtual");
  }

  @ParameterizedTest
  @EnumSource(names = {"LIVE", "SLOW"})
  void aPictureIsNotCovered(State state) {
    assertThat(message(state)).isNull();
  }
}
