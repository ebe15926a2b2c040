package org.signcam;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.signcam.base.Milestones;
import org.signcam.base.UserException;
import org.signcam.cli.BenchCommand;
import org.signcam.cli.DoctorCommand;
import org.signcam.cli.EvaluateCommand;
import org.signcam.cli.LiveCommand;
import org.signcam.cli.ModelOpener;
import org.signcam.cli.ModelsCommand;
import org.signcam.cli.PredictCommand;
import org.signcam.cli.RecordCommand;
import org.signcam.cli.SamplesCommand;
import org.signcam.cli.TrainCommand;
import org.signcam.cli.TuneCommand;
import org.signcam.cli.Version;
import org.signcam.ui.MainWindow;
import org.signcam.ui.Warmup;
import org.signcam.ui.WindowOptions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/**
 * The one door. Without arguments it opens the window. Exit codes: 0, 1 for a failure, 2 when the
 * command line itself is wrong. Results go to stdout, everything else to stderr.
 */
@Command(
    name = "signcam",
    description = {
      "Reads American Sign Language letters from a webcam, live and offline.",
      "Without a command it opens the window (live)."
    },
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    usageHelpAutoWidth = true,
    scope = ScopeType.INHERIT)
public final class Signcam {
  private static final String WINDOW = "live";

  /** What never shows a window; curves and pictures are drawn without a display. */
  private static final Set<String> WINDOWLESS =
      Set.of("train", "tune", "evaluate", "predict", "samples", "models");

  /** Where the door leads. */
  public static void main(String[] args) {
    Milestones.JAVA.reached();
    quietLibraries();
    keepHome(List.of(args));
    if (args.length > 0 && (WINDOWLESS.contains(args[0]) || asks(args, "--headless"))) {
      setUnlessGiven("java.awt.headless", "true"); // a display may be another machine's
    }
    // UTF-8 whatever the system says: JSON is, and file names may hold anything.
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    if (opensWindow(args)) {
      new Thread(Warmup::begin, "signcam-prepare").start(); // its classes take a while, too
    }
    int code =
        args.length == 0 ? window(err) : run(commandLine(ModelOpener.REAL, args), out, err, args);
    out.flush();
    System.exit(code);
  }

  /** What {@link #run} does without arguments, sooner: there is no command to look up. */
  private static int window(PrintWriter err) {
    try {
      MainWindow.open(WindowOptions.defaults());
      return CommandLine.ExitCode.OK;
    } catch (RuntimeException e) {
      return explain(e, err);
    }
  }

  /** Whether that will open a window, unless it is refused. */
  private static boolean opensWindow(String[] args) {
    List<String> words = List.of(args);
    return words.isEmpty()
        || (words.get(0).equals(WINDOW) && !words.contains("--headless") && !asksForHelp(words));
  }

  private static boolean asks(String[] args, String option) {
    return List.of(args).contains(option);
  }

  private static boolean asksForHelp(List<String> words) {
    return words.stream().anyMatch(Set.of("-h", "--help", "-V", "--version")::contains);
  }

  /** All commands; the tests hand in a stand-in for the model. */
  public static CommandLine commandLine(ModelOpener opener) {
    CommandLine door = new CommandLine(new Signcam());
    commands(opener).values().forEach(command -> door.addSubcommand(command.get()));
    return door;
  }

  /** The command that is asked for, since to look into all of them takes a while; else all. */
  private static CommandLine commandLine(ModelOpener opener, String[] args) {
    Supplier<Object> command = commands(opener).get(args.length == 0 ? WINDOW : args[0]);
    return command == null
        ? commandLine(opener)
        : new CommandLine(new Signcam()).addSubcommand(command.get());
  }

  private static Map<String, Supplier<Object>> commands(ModelOpener opener) {
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put(WINDOW, () -> new LiveCommand(opener));
    commands.put("record", () -> new RecordCommand(opener));
    commands.put("train", TrainCommand::new);
    commands.put("tune", TuneCommand::new);
    commands.put("evaluate", () -> new EvaluateCommand(opener));
    commands.put("predict", () -> new PredictCommand(opener));
    commands.put("samples", SamplesCommand::new);
    commands.put("models", ModelsCommand::new);
    commands.put("bench", () -> new BenchCommand(opener));
    commands.put("doctor", DoctorCommand::new);
    return commands;
  }

  /** Runs one command line and returns the exit code. */
  public static int run(CommandLine door, PrintWriter out, PrintWriter err, String... args) {
    door.setOut(out).setErr(err);
    door.setExecutionExceptionHandler(Signcam::explain);
    door.setParameterExceptionHandler(Signcam::refuse);
    int code = door.execute(args.length == 0 ? new String[] {WINDOW} : args);
    if (out.checkError()) { // a writer says so only when it is asked
      err.println(
          "signcam: Not all results could be written; is the disk full, or has their reader ended?");
      return code == CommandLine.ExitCode.OK ? CommandLine.ExitCode.SOFTWARE : code;
    }
    return code;
  }

  /** A sentence for what the user can fix, the trace for a bug. */
  private static int explain(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
    command.getOut().flush();
    return explain(e, command.getErr());
  }

  private static int explain(Exception e, PrintWriter err) {
    if (e instanceof UserException) {
      err.println("signcam: " + e.getMessage());
    } else if (e instanceof CancellationException) {
      err.println("signcam: stopped.");
    } else {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      err.print(trace);
    }
    err.flush();
    return CommandLine.ExitCode.SOFTWARE;
  }

  /** A sentence, and where to read on: a page of usage would push it off the screen. */
  private static int refuse(CommandLine.ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("signcam: " + e.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
    err.println("See: " + command.getCommandSpec().qualifiedName() + " --help");
    err.flush();
    return CommandLine.ExitCode.USAGE;
  }

  /**
   * Keeps the libraries, and Java, from the network unless the user asks for it: DJL may fetch
   * natives and tells its makers once a day that it was started; Java's search for fonts asks for
   * this machine's address. Before the first of them; values given on Java's command line win.
   */
  private static void keepHome(List<String> words) {
    setUnlessGiven("ai.djl.offline", "true");
    setUnlessGiven("OPT_OUT_TRACKING", "true");
    if (Boolean.getBoolean("ai.djl.offline") && !words.contains("fetch")) {
      setUnlessGiven("jdk.net.hosts.file", ""); // names are looked up there alone: nowhere
    }
  }

  private static void setUnlessGiven(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  // Set before the first logger is made; a value given on Java's command line wins.
  private static void quietLibraries() {
    setUnlessGiven("org.slf4j.simpleLogger.defaultLogLevel", "warn");
  }
}
