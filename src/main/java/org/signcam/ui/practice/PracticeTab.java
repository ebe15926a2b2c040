package org.signcam.ui.practice;

import java.awt.event.ActionEvent;
import java.awt.event.KeyEvent;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import javax.swing.AbstractAction;
import javax.swing.JComponent;
import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;
import javax.swing.Timer;
import org.signcam.camera.Frame;
import org.signcam.model.ModelCard;
import org.signcam.recognize.Reading;
import org.signcam.ui.CameraState;
import org.signcam.ui.CameraWords;
import org.signcam.ui.Command;
import org.signcam.ui.ModelState;
import org.signcam.ui.Notice;
import org.signcam.ui.PreviewPanel;
import org.signcam.ui.ReferenceCard;
import org.signcam.ui.SharedSession;
import org.signcam.ui.Tab;
import org.signcam.ui.Wakeup;

/**
 * Practising letters: one is asked for, the camera looks on, and what is read instead is said.
 * Swing thread; the statistics are written by a thread of their own.
 */
public final class PracticeTab implements Tab, SharedSession.Listener {
  /** See {@link Tab#key}. */
  public static final String KEY = "practice";

  private static final int TICK_MILLIS = 250;

  private final SharedSession session;
  private final Runnable openFile;
  private final PracticeView view;
  private final Statistics statistics;
  private final Choice choice = new Choice(new Random());
  private final Exercise exercise;
  private final Wakeup news;
  private final Timer ticks = new Timer(TICK_MILLIS, e -> show());
  private final StatisticsWriter writer;
  private List<String> letters = List.of();
  private List<String> words = List.of();
  private boolean active;
  private boolean ready;
  private boolean begun; // with the letters that there are
  private Boolean wish; // whether the hand is to be shown for this letter; null for not said
  private String praise = "";
  private long shownStamp;

  /**
   * Makes the tab.
   *
   * @param settings how was practised last
   * @param statisticsFile where the statistics are kept
   * @param openFile asks the user for a video or picture in place of a camera
   */
  public PracticeTab(
      SharedSession session, PracticeSettings settings, Path statisticsFile, Runnable openFile) {
    this.session = session;
    this.openFile = openFile;
    StatisticsFile file = new StatisticsFile(statisticsFile);
    StatisticsFile.Loaded loaded = file.load();
    statistics = new Statistics(loaded.letters());
    exercise = new Exercise(this::nextPrompt, statistics);
    view = new PracticeView(new PreviewPanel(session::setRegion), session::isLeftHanded);
    writer = new StatisticsWriter(file, view.notice::warn);
    if (!loaded.notice().isEmpty()) {
      view.notice.warn(loaded.notice());
    }
    view.words.setSelected(settings.words());
    view.atOnce.setSelected(settings.handAtOnce());
    news = session.viewer(this::look);
    view.skip.addActionListener(e -> skip());
    view.hint.addActionListener(e -> toggleHand());
    view.atOnce.addActionListener(e -> askAnew());
    view.letters.addActionListener(e -> begin());
    view.words.addActionListener(e -> begin());
    bind(KeyEvent.VK_ENTER, this::skip);
    bind(KeyEvent.VK_RIGHT, this::skip);
    bind(KeyEvent.VK_H, this::toggleHand);
    session.addListener(this);
    modelChanged(session.model());
  }

  private void bind(int key, Runnable action) {
    KeyStroke stroke = KeyStroke.getKeyStroke(key, 0);
    view.getInputMap(JComponent.WHEN_ANCESTOR_OF_FOCUSED_COMPONENT).put(stroke, stroke);
    view.getActionMap()
        .put(
            stroke,
            new AbstractAction() {
              @Override
              public void actionPerformed(ActionEvent e) {
                action.run();
              }
            });
  }

  // ---- the tab

  @Override
  public String title() {
    return "Practice";
  }

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public JComponent view() {
    return view;
  }

  /** Not the picture, whose arrow keys move the square. */
  @Override
  public JComponent focus() {
    return view.prompt;
  }

  @Override
  public Notice notice() {
    return view.notice;
  }

  @Override
  public Set<Command> commands() {
    return Set.of(Command.TRY_AGAIN, Command.RESET_REGION);
  }

  @Override
  public void run(Command command) {
    if (command == Command.TRY_AGAIN) {
      session.openAgain();
    } else {
      view.preview.resetRegion();
    }
  }

  @Override
  public Map<String, String> keys() {
    Map<String, String> rows = new LinkedHashMap<>();
    rows.put("Enter  →", "Skip the letter");
    rows.put("H", "Show or hide the hand");
    rows.put("Alt+L  Alt+W", "Letters, words");
    rows.put("Alt+S", "Show the hand at once, or later");
    return rows;
  }

  @Override
  public void setBare(boolean bare) {
    view.setBare(bare);
  }

  @Override
  public void shown() {
    active = true;
    cameraChanged(session.camera());
    news.start();
    ticks.start();
  }

  @Override
  public void hidden() {
    active = false;
    news.stop();
    ticks.stop();
    show();
  }

  /** What to remember. */
  public PracticeSettings settings() {
    return new PracticeSettings(view.words.isSelected(), view.atOnce.isSelected());
  }

  /** Waits until the statistics are written. */
  @Override
  public void close() {
    writer.close();
    SwingUtilities.invokeLater(view.preview::release);
  }

  // ---- camera and model

  @Override
  public void cameraChanged(CameraState state) {
    if (state.isRunning()) {
      if (session.region() != null) {
        view.preview.setRegion(session.region());
      }
    } else if (!state.isEnded()) {
      view.preview.clearFrame();
    }
    view.preview.showMessage(
        CameraWords.message(state, openFile, session::openAgain, session::signVirtually));
    view.notice.warnWhile(state.isRunning() ? state.sentence() : "");
    show();
  }

  @Override
  public void modelChanged(ModelState state) {
    if (state.kind() == ModelState.Kind.LOADING) {
      show(); // as likely as not it knows the same letters
      return;
    }
    ModelCard card = state.card();
    List<String> known =
        card == null ? List.of() : card.letters().stream().filter(ReferenceCard::knows).toList();
    if (!known.equals(letters)) {
      letters = known;
      words = Words.of(letters);
      view.words.setEnabled(!words.isEmpty());
      view.words.setToolTipText(
          words.isEmpty() ? "No word has these letters alone" : "Spell words, letter by letter");
      if (words.isEmpty()) {
        view.letters.setSelected(true);
      }
      view.table.show(letters, statistics);
      begun = false;
      ready = false;
    }
    show();
  }

  private boolean isReady() {
    return active
        && session.model().kind() == ModelState.Kind.READY
        && !letters.isEmpty()
        && session.camera().isRunning();
  }

  // ---- the exercise

  private static long now() {
    return System.nanoTime() / 1_000_000;
  }

  private String nextPrompt() {
    return choice.next(view.words.isSelected() ? words : letters, statistics);
  }

  private void begin() {
    praise = "";
    if (ready) {
      exercise.begin(now());
    }
    askAnew();
  }

  /** Another letter is asked for, or the same once more. */
  private void askAnew() {
    wish = null;
    show();
  }

  private void skip() {
    if (ready) {
      praise = "";
      exercise.skip(now());
      keep();
      askAnew();
    }
  }

  private void toggleHand() {
    wish = !handIsShown();
    show();
  }

  private boolean handIsShown() {
    return wish != null ? wish : view.atOnce.isSelected() || exercise.isSlow(now());
  }

  /** The newest frame and the newest reading, if there are any; never waits. */
  private void look() {
    try (Frame frame = session.newestFrame()) {
      if (frame != null) {
        view.preview.showFrame(frame.bgr());
      }
    }
    Reading newest = session.reading();
    if (ready && newest != null && newest.stampNanos() != shownStamp) {
      shownStamp = newest.stampNanos();
      take(newest.letter(), newest.stampNanos() / 1_000_000);
      show();
    }
  }

  private void take(String letter, long millis) {
    view.showRead(letter == null ? "No sign read" : "Read: " + letter, letter != null);
    String target = exercise.target();
    switch (exercise.take(letter, millis)) {
      case SIGNED -> {
        double seconds = lastSeconds(target);
        praise = String.format(Locale.ROOT, "%s: right, in %.1f s.", target, seconds);
        wish = null;
        keep();
      }
      case CONFUSED -> keep();
      case NOTHING -> {}
    }
  }

  private double lastSeconds(String letter) {
    List<LetterStatistics.Attempt> latest = statistics.of(letter).latest();
    return latest.get(latest.size() - 1).seconds();
  }

  /** Shows and writes what has changed in the statistics. */
  private void keep() {
    view.table.show(letters, statistics);
    writer.write(statistics.all());
  }

  // ---- what is shown

  /** Everything that follows from the state. */
  private void show() {
    boolean nowReady = isReady();
    if (nowReady && !ready) {
      if (begun) {
        exercise.again(now());
      } else {
        exercise.begin(now());
        praise = "";
      }
      begun = true;
      wish = null;
    }
    ready = nowReady;
    view.hint.setEnabled(ready);
    view.skip.setEnabled(ready);
    if (ready) {
      showTask();
    } else {
      view.prompt.show("", 0, 0);
      view.hand.setLetter(null);
      view.hand.setWords("");
      view.showRead("", false);
      view.say(obstacle(), false);
    }
  }

  private void showTask() {
    view.prompt.show(exercise.prompt(), exercise.position(), exercise.held());
    boolean hand = handIsShown();
    view.hand.setLetter(hand ? exercise.target() : null);
    view.hand.setWords("How is it signed? H shows the hand.");
    view.hint.setText(hand ? "Hide the hand" : "Show the hand");
    String confusion = exercise.confusion();
    if (confusion == null) {
      view.say(praise.isEmpty() ? "Sign what you see, and hold it." : praise, false);
    } else {
      String advice = Advice.of(exercise.target(), confusion);
      view.say(
          "That looks like %s: for %s %s.".formatted(confusion, exercise.target(), advice), true);
    }
  }

  /** Why nothing can be practised; empty when the picture says it. */
  private String obstacle() {
    ModelState model = session.model();
    return switch (model.kind()) {
      case FAILED -> model.sentence();
      case LOADING -> "Loading the model…";
      case READY ->
          letters.isEmpty()
              ? "None of the letters of this model has a still handshape; choose another (F3)."
              : "Practice begins when the camera shows a picture.";
    };
  }
}
