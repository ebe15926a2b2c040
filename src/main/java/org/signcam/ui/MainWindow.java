package org.signcam.ui;

import java.awt.BorderLayout;
import java.awt.CardLayout;
import java.awt.Graphics;
import java.awt.Image;
import java.awt.event.KeyEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.swing.JFrame;
import javax.swing.JPanel;
import javax.swing.KeyStroke;
import javax.swing.MenuSelectionManager;
import javax.swing.SwingUtilities;
import javax.swing.WindowConstants;
import org.signcam.base.Milestones;
import org.signcam.base.UserException;
import org.signcam.image.OpenCv;
import org.signcam.model.ModelStore;
import org.signcam.ui.gallery.GalleryTab;
import org.signcam.ui.record.RecordTab;
import org.signcam.ui.train.TrainTab;

/**
 * The window: which of its tabs is shown, menus and theme. The tabs share one {@link SharedSession}
 * and one {@link SharedStore}.
 *
 * <pre>{@code
 * MainWindow.open(WindowOptions.defaults()); // returns when the window has been closed
 * }</pre>
 */
public final class MainWindow extends JFrame {
  private final transient SettingsFile settingsFile;
  private final transient SharedSession session;
  private final transient Tabs tabs;
  private final transient Menus menus;
  private final transient CountDownLatch closed = new CountDownLatch(1);
  private final transient FileDialogs files;
  private final CardLayout cards = new CardLayout();
  private final JPanel stage = new JPanel(cards);
  private final TabBar bar;
  private final HelpOverlay help = new HelpOverlay();
  private transient Tab shown;
  // Loaded behind the first paint: on two cores its loading would hold the window up. Then null.
  private transient Path firstModel;
  private final transient Appearance appearance;
  private final transient WindowPlace place;

  /**
   * Opens the window and returns when the user has closed it and camera and model are closed. Not
   * for the Swing thread.
   *
   * @throws UserException when there is no display, or OpenCV's library cannot be loaded
   */
  public static void open(WindowOptions options) {
    Warmup.begin();
    DisplayCheck.require();
    try {
      MainWindow window =
          show(options, Openers.real(options.device(), options.engine()), SettingsFile.ofSystem());
      SwingUtilities.invokeLater(MainWindow::noteShown); // behind the first paint
      window.awaitClosed();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets the start script keep Java's archive of classes, which is worth it of a window alone. */
  private static void noteShown() {
    String archive = System.getProperty("signcam.archive");
    if (archive != null) {
      try {
        Files.writeString(Path.of(archive + ".shown"), "");
      } catch (IOException e) {
        return; // then the archive is made again next time
      }
    }
  }

  /** Makes the window and shows it; returns at once. Any thread but the Swing thread. */
  static MainWindow show(WindowOptions options, Openers openers, SettingsFile file)
      throws InterruptedException {
    System.setProperty("apple.laf.useScreenMenuBar", "true"); // the menu where macOS has it
    SettingsFile.Loaded loaded = file.load();
    boolean systemIsDark = SystemAppearance.isDark();
    MainWindow[] made = new MainWindow[1];
    Settings s = loaded.settings();
    try {
      SwingUtilities.invokeAndWait(() -> Theme.apply(s.theme().dark(systemIsDark), s.projector()));
      OpenCv.load(); // the preview's pictures are its; by now it has been, see Warmup
      SwingUtilities.invokeAndWait(
          () -> {
            made[0] =
                new MainWindow(begin(options, openers, s), options, openers, file, s, systemIsDark);
            if (loaded.notice() != null) {
              made[0].shown.notice().warn(loaded.notice());
            } else if (options.model() == null && !ModelStore.lostDefault().isEmpty()) {
              made[0].shown.notice().warn(ModelStore.lostDefault());
            }
            made[0].setVisible(true);
            made[0].shown.focus().requestFocusInWindow();
          });
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("Making the window", e.getCause());
    }
    return made[0];
  }

  /** The camera is opened while the window is being made. */
  private static SharedSession begin(WindowOptions options, Openers openers, Settings settings) {
    SharedSession session =
        new SharedSession(openers, options, settings.regions(), settings.repeat());
    session.setLeftHanded(settings.reference().leftHand());
    session.chooseCamera(options.camera());
    return session;
  }

  private MainWindow(
      SharedSession session,
      WindowOptions options,
      Openers openers,
      SettingsFile settingsFile,
      Settings settings,
      boolean systemIsDark) {
    super("Signcam");
    this.session = session;
    this.settingsFile = settingsFile;
    appearance = new Appearance(settings, systemIsDark, this::looksOtherwise);
    files = new FileDialogs(this, settings.snapshotFolder());
    tabs =
        new Tabs(
            session,
            files,
            options,
            openers,
            settings,
            settingsFile.beside("practice.json"),
            this::run,
            this);
    bar = new TabBar(tabs.all, this::show);
    menus = new Menus(this::run);
    layOut();
    place = new WindowPlace(this, settings);
    firstModel = options.model() == null ? ModelStore.defaultModel() : options.model();
    show(options.record() != null ? tabs.record.key() : settings.tab());
  }

  private void layOut() {
    JPanel content = new JPanel(new BorderLayout());
    content.add(bar, BorderLayout.NORTH);
    content.add(stage, BorderLayout.CENTER);
    setContentPane(content);
    setJMenuBar(menus.bar);
    setGlassPane(help);
    Menus.bind(getRootPane(), this::run);
    Menus.bind(
        getRootPane(), KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0), "escape", this::escape);
    getRootPane().setTransferHandler(new FileDrop(dropped -> openFile(dropped.get(0))));
    setIconImages(icons());
    setDefaultCloseOperation(WindowConstants.DO_NOTHING_ON_CLOSE);
    addWindowListener(new Events());
  }

  /** The {@link Tab#key} of the tab in front. */
  String shownTab() {
    return shown.key();
  }

  LiveView view() {
    return tabs.live.view();
  }

  LiveTab live() {
    return tabs.live;
  }

  RecordTab record() {
    return tabs.record.get();
  }

  TrainTab train() {
    return tabs.train.get();
  }

  GalleryTab gallery() {
    return tabs.gallery.get();
  }

  @Override
  public void paint(Graphics g) {
    super.paint(g);
    Milestones.WINDOW.reached();
    if (firstModel != null) {
      session.chooseModel(firstModel);
      firstModel = null;
    }
  }

  private static List<Image> icons() {
    return List.of(AppIcon.paint(16), AppIcon.paint(32), AppIcon.paint(64), AppIcon.paint(256));
  }

  /** Shows a tab; the first for a key that none has. */
  private void show(String key) {
    Tab next = tabs.of(key);
    if (next != shown) {
      if (shown != null) {
        shown.hidden();
      }
      shown = next;
      if (next.view().getParent() != stage) {
        SwingUtilities.updateComponentTreeUI(next.view()); // the theme may have been changed
        stage.add(next.view(), next.key());
      }
      cards.show(stage, next.key());
      next.setBare(place.isFullScreen());
      next.shown();
    }
    bar.setSelected(next.key());
    help.setTab(next.title(), next.keys(), this::means);
    next.focus().requestFocusInWindow();
    showToggles();
  }

  /** Does what a menu, a button or a key asks for. */
  void run(Command command) {
    switch (command) {
      case OPEN_FILE -> files.askForMedia().ifPresent(this::openFile);
      case OPEN_MODEL -> files.askForModel().ifPresent(session::chooseModel);
      case REPEAT -> session.setRepeat(!session.repeats());
      case QUIT -> askToQuit();
      case PREVIOUS_MODEL -> previousModel();
      case TAB_LIVE, TAB_RECORD, TAB_GALLERY, TAB_TRAIN, TAB_MODELS, TAB_PRACTICE ->
          show(command.tab());
      case LEFT_HAND -> changeHand();
      case FULL_SCREEN -> setFullScreen(!place.isFullScreen());
      case PROJECTOR -> appearance.toggleProjector();
      case THEME_SYSTEM, THEME_LIGHT, THEME_DARK -> appearance.setTheme(command.theme());
      case HELP -> help.toggle();
      case CHOOSE_CAMERA -> view().tools.askForCamera(shown.view());
      case CHOOSE_MODEL -> view().tools.askForModel(shown.view());
      case SNAPSHOT,
          SNAPSHOT_AS,
          TRY_AGAIN,
          FREEZE,
          RESET_REGION,
          TYPE_SPACE,
          DELETE_LETTER,
          CLEAR_TEXT,
          COPY_TEXT,
          REFERENCE -> {
        if (shown.commands().contains(command)) {
          shown.run(command);
        }
      }
    }
    showToggles();
  }

  private void previousModel() {
    Path previous = session.previousModel();
    if (previous == null) {
      shown.notice().tell("No other model has been in use since the window was opened.");
    } else {
      session.chooseModel(previous);
      shown.notice().tell("Back to " + previous.getFileName() + ".");
    }
  }

  private void changeHand() {
    session.setLeftHanded(!session.isLeftHanded());
    shown
        .notice()
        .tell("The reference hand is a " + (session.isLeftHanded() ? "left" : "right") + " hand.");
  }

  private void showToggles() {
    for (Command command : Command.values()) {
      boolean on =
          switch (command) {
            case REPEAT -> session.repeats();
            case LEFT_HAND -> session.isLeftHanded();
            case FULL_SCREEN -> place.isFullScreen();
            case PROJECTOR -> appearance.projector();
            default ->
                command.tab() != null
                    ? command.tab().equals(shown.key())
                    : command.theme() == appearance.theme() || shown.isOn(command);
          };
      if (command.toggles() || command.theme() != null || command.tab() != null) {
        menus.setSelected(command, on);
        view().tools.setSelected(command, on);
      }
      menus.setEnabled(command, means(command));
    }
  }

  /** Whether a command does something on the tab that is shown. */
  private boolean means(Command command) {
    boolean ofATab = tabs.all.stream().anyMatch(tab -> tab.commands().contains(command));
    return !ofATab || shown.commands().contains(command);
  }

  private void looksOtherwise() {
    if (help.isVisible()) {
      help.toggle();
    }
    save();
  }

  private void openFile(Path file) {
    if (file.toString().endsWith(".safetensors")) {
      session.chooseModel(file);
    } else {
      session.chooseCamera(file.toAbsolutePath().toString());
    }
  }

  private void escape() {
    MenuSelectionManager menu = MenuSelectionManager.defaultManager();
    if (menu.getSelectedPath().length > 0) {
      menu.clearSelectedPath();
    } else if (help.isVisible()) {
      help.toggle();
    } else if (!shown.escape() && place.isFullScreen()) {
      setFullScreen(false);
      showToggles();
    }
  }

  private void setFullScreen(boolean on) {
    place.setFullScreen(
        on,
        () -> {
          menus.bar.setVisible(!on);
          bar.setVisible(!on);
          shown.setBare(on);
        });
    shown.focus().requestFocusInWindow();
    if (on) {
      shown.notice().tell("Escape or F11 leaves the full screen.");
    }
  }

  private void save() {
    try {
      settingsFile.save(
          new Settings(
              appearance.theme(),
              appearance.projector(),
              session.repeats(),
              place.bounds(),
              place.isMaximized(),
              session.regions(),
              files.snapshotFolder(),
              shown.key(),
              tabs.recordSettings(),
              tabs.live.reference(),
              tabs.practiceSettings()));
    } catch (UserException e) {
      shown.notice().warn(e.getMessage());
    }
  }

  private void askToQuit() {
    if (tabs.all.stream().allMatch(Tab::mayClose)) {
      quit();
    }
  }

  /** Closes the window; the tabs' work, camera, model and store are ended on another thread. */
  void quit() {
    save();
    shown.hidden();
    dispose();
    Thread closing =
        new Thread(
            () -> {
              tabs.close();
              session.close();
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
      askToQuit();
    }

    @Override
    public void windowActivated(WindowEvent e) {
      appearance.lookAtSystem();
    }
  }
}
