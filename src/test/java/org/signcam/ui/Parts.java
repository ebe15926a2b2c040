package org.signcam.ui;

import java.nio.file.Path;
import java.util.Map;
import org.signcam.base.UserException;
import org.signcam.camera.CameraException;
import org.signcam.camera.CameraException.Trouble;

/** Parts of a window for the tests of the tabs' own packages. */
public final class Parts {
  private Parts() {}

  public static SharedStore store(Path folder) {
    return new SharedStore(folder);
  }

  /** With a drawn hand for a camera, and no model. */
  public static SharedSession session() {
    Openers openers =
        new Openers(
            (spec, options) -> () -> new StandInFrames(Integer.MAX_VALUE),
            file -> {
              throw new UserException("There is no model.");
            });
    return new SharedSession(openers, WindowOptions.defaults(), Map.of(), false);
  }

  /** With no camera, and a model that is loaded; not for the Swing thread. */
  public static SharedSession session(Path model) throws Exception {
    Openers openers =
        new Openers(
            (spec, options) ->
                () -> {
                  throw new CameraException(Trouble.ABSENT, "There is no camera.");
                },
            Openers.real("cpu").model());
    SharedSession session = new SharedSession(openers, WindowOptions.defaults(), Map.of(), false);
    session.chooseModel(model);
    Windows.until("a model", () -> session.model().kind() != ModelState.Kind.LOADING);
    return session;
  }
}
