package org.signcam.ui;

import java.nio.file.Path;
import org.signcam.image.OpenCv;

/**
 * Opens the real window on the drawn hand, to look at it and to take the pictures of the
 * documentation: no person is to be seen on them.
 *
 * <pre>{@code
 * java -cp … org.signcam.ui.WindowDemo MODEL.safetensors SETTINGS.json
 * }</pre>
 *
 * The settings file says theme, projector and place: {@code
 * {"theme":"dark","window":[0,0,1280,800]}}.
 */
final class WindowDemo {
  private WindowDemo() {}

  public static void main(String[] args) throws InterruptedException {
    OpenCv.load();
    Openers openers =
        new Openers(
            (spec, options) -> () -> new StandInFrames(Integer.MAX_VALUE),
            Openers.real("auto").model());
    WindowOptions options = new WindowOptions(null, Path.of(args[0]), null, null, null);
    MainWindow.show(options, openers, new SettingsFile(Path.of(args[1]))).awaitClosed();
  }
}
