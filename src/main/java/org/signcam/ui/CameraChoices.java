package org.signcam.ui;

import java.util.List;
import java.util.stream.Stream;
import org.signcam.camera.Cameras;

/** What the chooser of cameras offers, and which of it is in use. */
final class CameraChoices {
  private CameraChoices() {}

  /** Looks for cameras, which may take seconds; the virtual signer comes last. Any thread. */
  static List<ToolRow.Choice> find() {
    return Stream.concat(
            Cameras.list().stream()
                .map(d -> new ToolRow.Choice(Integer.toString(d.index()), d.name())),
            Stream.of(new ToolRow.Choice(Cameras.VIRTUAL, "Virtual signer")))
        .toList();
  }

  /** The choice that stands for what is shown; one of its own for what is not among them. */
  static ToolRow.Choice chosen(List<ToolRow.Choice> cameras, CameraState camera) {
    String spec = camera.spec();
    boolean virtual = spec != null && Cameras.isVirtual(spec); // whatever it spells
    ToolRow.Choice chosen = null;
    for (ToolRow.Choice choice : cameras) {
      if (virtual && choice.value().equals(Cameras.VIRTUAL)) {
        chosen = choice;
      }
      boolean wished = choice.value().equals(spec) || choice.label().equals(spec);
      boolean named = camera.info() == null || choice.label().equals(camera.info().name());
      // One that was plugged in elsewhere has another number than the one wished for.
      if ((wished && named) || (chosen == null && camera.info() != null && named)) {
        chosen = choice;
      }
    }
    if (chosen != null) {
      return chosen;
    }
    return spec != null
        ? new ToolRow.Choice(spec, CameraWords.name(camera))
        : new ToolRow.Choice(null, camera.info() == null ? "None" : camera.info().name());
  }
}
