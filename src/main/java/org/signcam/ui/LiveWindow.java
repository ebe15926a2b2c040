package org.signcam.ui;

import java.awt.Dimension;
import java.awt.Image;
import java.awt.Rectangle;
import java.awt.event.KeyEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.awt.image.BufferedImage;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import javax.swing.JFrame;
import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;
import javax.swing.SwingWorker;
import javax.swing.WindowConstants;
import org.signcam.base.UserException;
import org.signcam.image.OpenCv;
import org.signcam.model.ModelStore;

/**
 * The window.
 *
 * <pre>{@code
 * LiveWindow.open(LiveOptions.defaults()); // returns when the window has been closed
 * }</pre>
 */
public final class LiveWindow extends JFrame {
  private static final Dimension SMALLEST = new Dimension(440, 480);

  private final transient SettingsFile settingsFile;
  private final transient Settings settings;
  private final transient LiveController controller;
  private final transient Menus menus;
  private final transient CountDownLatch closed = new CountDownLatch(1);
  private final transient FileDialogs files;
  private final LiveView view;
  private final HelpOverlay help = new HelpOverlay();
  private Theme theme;
  private boolean systemIsDark;
  private boolean projector;
  private boolean fullScreen;
  private Rectangle boundsBefore;

  /**
   * Opens the window and returns when the user has closed it and camera and model are closed. Not
   * for the Swing thread.
   *
   * @throws UserException when there is no display, or OpenCV's library cannot be loaded
   */
  public static void open(LiveOptions options) {
    DisplayCheck.require();
    OpenCv.load();
    try {
      LiveWindow window = show(options, Openers.real(options.device()), SettingsFile.ofSystem());
      window.awaitClosed();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Makes the window and shows it; returns at once. Any thread but the Swing thread. */
  static LiveWindow show(LiveOptions options, Openers openers, SettingsFile file)
      throws InterruptedException {
    System.setProperty("apple.laf.useScreenMenuBar", "true"); // the menu where macOS has it
    SettingsFile.Loaded loaded = file.load();
    boolean systemIsDark = SystemAppearance.isDark();
    LiveWindow[] made = new LiveWindow[1];
    try {
      SwingUtilities.invokeAndWait(
          () -> {
            Settings s = loaded.settings();
            Theme.apply(s.theme().dark(systemIsDark), s.projector());
            made[0] = new LiveWindow(options, openers, file, s, systemIsDark);
            if (loaded.notice() != null) {
              made[0].view.notice.warn(loaded.notice());
            }
            made[0].setVisible(true);
            made[0].view.preview.requestFocusInWindow();
          });
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("Making the window", e.getCause());
    }
    return made[0];
  }

  private LiveWindow(
      LiveOptions options,
      Openers openers,
      SettingsFile settingsFile,
      Settings settings,
      boolean systemIsDark) {
    super("Signcam");
    this.settingsFile = settingsFile;
    this.settings = settings;
    this.systemIsDark = systemIsDark;
    this.theme = settings.theme();
    this.projector = settings.projector();
    PreviewPanel preview = new PreviewPanel(region -> controller().regionChanged(region));
    ToolRow tools =
        new ToolRow(
            spec -> controller().chooseCamera(spec),
            file -> controller().chooseModel(Path.of(file)),
            () -> controller().refreshCameras(),
            this::run);
    view = new LiveView(tools, preview);
    controller =
        new LiveController(
            view,
            openers,
            options,
            settings.regions(),
            settings.repeat(),
            () -> run(Command.OPEN_FILE));
    files = new FileDialogs(this, settings.snapshotFolder());
    menus = new Menus(this::run);
    setContentPane(view);
    setJMenuBar(menus.bar);
    setGlassPane(help);
    Menus.bind(getRootPane(), this::run);
    Menus.bind(
        getRootPane(), KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0), "escape", this::escape);
    getRootPane().setTransferHandler(new FileDrop(this::openFile));
    setIconImages(icons());
    place();
    showToggles();
    setDefaultCloseOperation(WindowConstants.DO_NOTHING_ON_CLOSE);
    addWindowListener(new Events());
    Path model = options.model() == null ? ModelStore.defaultModel() : options.model();
    controller.start(options.camera(), model);
  }

  private LiveController controller() {
    return controller;
  }

  LiveView view() {
    return view;
  }

  LiveController live() {
    return controller;
  }

  private static List<Image> icons() {
    return List.of(AppIcon.paint(16), AppIcon.paint(32), AppIcon.paint(64), AppIcon.paint(256));
  }

  private void place() {
    setMinimumSize(SMALLEST);
    Rectangle screen = getGraphicsConfiguration().getBounds();
    setSize(Math.min(1280, screen.width), Math.min(800, screen.height));
    setLocationRelativeTo(null);
    Rectangle before = settings.window();
    if (before != null && screen.intersects(before) && before.width >= SMALLEST.width) {
      setBounds(before);
    }
    if (settings.maximized()) {
      setExtendedState(MAXIMIZED_BOTH);
    }
  }

  /** Does what a menu, a button or a key asks for. */
  void run(Command command) {
    switch (command) {
      case OPEN_FILE -> files.askForMedia().ifPresent(this::openFile);
      case OPEN_MODEL -> files.askForModel().ifPresent(controller::chooseModel);
      case REPEAT -> controller.setRepeat(!controller.repeats());
      case SNAPSHOT -> snapshot(files.snapshotFile(controller.letter()));
      case SNAPSHOT_AS -> files.askForSnapshot(controller.letter()).ifPresent(this::snapshot);
      case QUIT -> quit();
      case CHOOSE_CAMERA -> view.tools.askForCamera();
      case CHOOSE_MODEL -> view.tools.askForModel();
      case TRY_AGAIN -> controller.openAgain();
      case FREEZE -> controller.setFrozen(!controller.isFrozen());
      case RESET_REGION -> controller.resetRegion();
      case FULL_SCREEN -> setFullScreen(!fullScreen);
      case PROJECTOR -> {
        projector = !projector;
        applyTheme();
      }
      case THEME_SYSTEM, THEME_LIGHT, THEME_DARK -> {
        theme = command.theme();
        applyTheme();
      }
      case HELP -> help.toggle();
    }
    showToggles();
  }

  private void showToggles() {
    for (Command command : Command.values()) {
      boolean on =
          switch (command) {
            case REPEAT -> controller.repeats();
            case FREEZE -> controller.isFrozen();
            case FULL_SCREEN -> fullScreen;
            case PROJECTOR -> projector;
            default -> command.theme() == theme;
          };
      if (command.toggles() || command.theme() != null) {
        menus.setSelected(command, on);
        view.tools.setSelected(command, on);
      }
    }
  }

  private void applyTheme() {
    Theme.apply(theme.dark(systemIsDark), projector);
    if (help.isVisible()) {
      help.toggle();
    }
    save();
  }

  private void openFile(Path file) {
    if (file.toString().endsWith(".safetensors")) {
      controller.chooseModel(file);
    } else {
      controller.chooseCamera(file.toAbsolutePath().toString());
    }
  }

  private void escape() {
    if (help.isVisible()) {
      help.toggle();
    } else if (fullScreen) {
      setFullScreen(false);
      showToggles();
    }
  }

  private void setFullScreen(boolean on) {
    fullScreen = on;
    if (on) {
      boundsBefore = getBounds();
    }
    dispose(); // decorations can only change while the window is not shown
    setUndecorated(on);
    menus.bar.setVisible(!on);
    view.setBare(on);
    if (on) {
      setBounds(getGraphicsConfiguration().getBounds());
    }
    getGraphicsConfiguration().getDevice().setFullScreenWindow(on ? this : null);
    if (!on) {
      setBounds(boundsBefore);
    }
    setVisible(true);
    view.preview.requestFocusInWindow();
    if (on) {
      view.notice.tell("Escape or F11 leaves the full screen.");
    }
  }

  /** Painted now, written on another thread; how it went is said in the window. */
  private void snapshot(Path file) {
    double scale = getGraphicsConfiguration().getDefaultTransform().getScaleX();
    BufferedImage image = view.snapshot(scale);
    new SwingWorker<Void, Void>() {
      @Override
      protected Void doInBackground() {
        Snapshots.write(image, file);
        return null;
      }

      @Override
      protected void done() {
        try {
          get();
          view.notice.tell("Saved " + file);
        } catch (ExecutionException e) {
          if (!(e.getCause() instanceof UserException)) {
            throw new IllegalStateException("Writing a snapshot", e.getCause());
          }
          view.notice.warn(e.getCause().getMessage());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }.execute();
  }

  private void save() {
    Rectangle bounds = fullScreen ? boundsBefore : getBounds();
    boolean maximized = (getExtendedState() & MAXIMIZED_BOTH) == MAXIMIZED_BOTH;
    try {
      settingsFile.save(
          new Settings(
              theme,
              projector,
              controller.repeats(),
              maximized ? settings.window() : bounds,
              maximized,
              controller.regions(),
              files.snapshotFolder()));
    } catch (UserException e) {
      view.notice.warn(e.getMessage());
    }
  }

  /** Closes the window; camera and model are closed on another thread. */
  void quit() {
    save();
    controller.stop();
    dispose();
    Thread closing =
        new Thread(
            () -> {
              controller.close();
              closed.countDown();
            },
            "signcam-closing");
    closing.start();
  }

  /** Waits until the window has been closed, and camera and model with it. */
  void awaitClosed() throws InterruptedException {
    closed.await();
  }

  private final class Events extends WindowAdapter {
    @Override
    public void windowClosing(WindowEvent e) {
      quit();
    }

    /** The system may have changed between light and dark while another window was in front. */
    @Override
    public void windowActivated(WindowEvent e) {
      if (theme == Theme.SYSTEM) {
        new SwingWorker<Boolean, Void>() {
          @Override
          protected Boolean doInBackground() {
            return SystemAppearance.isDark();
          }

          @Override
          protected void done() {
            try {
              if (get() != systemIsDark) {
                systemIsDark = !systemIsDark;
                applyTheme();
              }
            } catch (ExecutionException | InterruptedException failed) {
              Thread.currentThread().interrupt();
            }
          }
        }.execute();
      }
    }
  }
}
