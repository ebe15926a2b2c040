package org.signcam;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CancellationException;
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

  /** Where the door leads. */
  public static void main(String[] args) {
    Milestones.JAVA.reached();
    quietLibraries();
    // UTF-8 whatever the system says: JSON is, and file names may hold anything.
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code = run(commandLine(ModelOpener.REAL), out, err, args);
    out.flush();
    System.exit(code);
  }

  /** All commands; the tests hand in a stand-in for the model. */
  public static CommandLine commandLine(ModelOpener opener) {
    CommandLine door = new CommandLine(new Signcam());
    door.addSubcommand(new LiveCommand(opener));
    door.addSubcommand(new RecordCommand(opener));
    door.addSubcommand(new TrainCommand());
    door.addSubcommand(new TuneCommand());
    door.addSubcommand(new EvaluateCommand(opener));
    door.addSubcommand(new PredictCommand(opener));
    door.addSubcommand(new SamplesCommand());
    door.addSubcommand(new ModelsCommand());
    door.addSubcommand(new BenchCommand(opener));
    door.addSubcommand(new DoctorCommand());
    return door;
  }

  /** Runs one command line and returns the exit code. */
  public static int run(CommandLine door, PrintWriter out, PrintWriter err, String... args) {
    door.setOut(out).setErr(err);
    door.setExecutionExceptionHandler(Signcam::explain);
    door.setParameterExceptionHandler(Signcam::refuse);
    return door.execute(args.length == 0 ? new String[] {WINDOW} : args);
  }

  /** A sentence for what the user can fix, the trace for a bug. */
  private static int explain(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
    command.getOut().flush();
    PrintWriter err = command.getErr();
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

  // Set before the first logger is made; a value given on Java's command line wins.
  private static void quietLibraries() {
    String level = "org.slf4j.simpleLogger.defaultLogLevel";
    if (System.getProperty(level) == null) {
      System.setProperty(level, "warn");
    }
  }
}
