package org.signcam.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signcam.camera.CameraInfo;
import org.signcam.camera.CaptureLoop;
import org.signcam.ui.ToolRow.Choice;

class CameraChoicesTest {
  private static final List<Choice> CAMERAS =
      List.of(
          new Choice("0", "Built-in"),
          new Choice("2", "Webcam C920"),
          new Choice("virtual", "Virtual signer"));

  private static Choice chosen(String spec, String name) {
    CameraInfo info = name == null ? null : new CameraInfo(name, "", 640, 480, "", 30, true);
    return CameraChoices.chosen(CAMERAS, new CameraState(CaptureLoop.State.LIVE, spec, "", info));
  }

  @ParameterizedTest
  @CsvSource({
    "0, Built-in, 0", // as wished for
    "Webcam C920,, 2", // not open yet
    "0, Webcam C920, 2", // plugged in elsewhere, it has another number
    ", Built-in, 0", // any camera
    "virtual:CAB:3, virtual signer (CAB), virtual" // whatever it spells
  })
  void whatIsShownIsChosenAmongThem(String spec, String name, String value) {
    assertThat(chosen(spec, name).value()).isEqualTo(value);
  }

  @Test
  void whatIsNotAmongThemIsAChoiceOfItsOwn() {
    assertThat(chosen("/films/clip.mp4", "clip.mp4"))
        .isEqualTo(new Choice("/films/clip.mp4", "clip.mp4"));
    assertThat(chosen(null, "Borrowed")).isEqualTo(new Choice(null, "Borrowed"));
    assertThat(chosen(null, null)).isEqualTo(new Choice(null, "None"));
    assertThat(CameraChoices.chosen(List.of(), CameraState.starting(null)))
        .isEqualTo(new Choice(null, "None"));
  }
}
