package org.signcam.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.signcam.cli.Finding.State;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code doctor}: what works here, what does not, and what to do about it. */
@Command(
    name = "doctor",
    description = "Says what works here, what does not, and what to do about it.")
public final class DoctorCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Option(names = "--json", description = "One line of JSON.")
  boolean json;

  @Override
  public Integer call() {
    List<Finding> findings = Doctor.examine();
    boolean works = findings.stream().noneMatch(f -> f.state() == State.FATAL);
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? Json.line(lines(findings, works)) + "\n" : text(findings, works));
    out.flush();
    return works ? 0 : 1;
  }

  private static Map<String, Object> lines(List<Finding> findings, boolean works) {
    Map<String, Object> whole = new LinkedHashMap<>();
    whole.put("ok", works);
    whole.put("checks", findings.stream().map(DoctorCommand::line).toList());
    return whole;
  }

  private static Map<String, Object> line(Finding finding) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("name", finding.name());
    line.put("state", finding.state().name().toLowerCase(Locale.ROOT));
    line.put("value", finding.value());
    line.put("remedy", finding.remedy());
    return line;
  }

  static String text(List<Finding> findings, boolean works) {
    int width = findings.stream().mapToInt(f -> f.name().length()).max().orElse(0);
    StringBuilder text = new StringBuilder();
    for (Finding finding : findings) {
      text.append(mark(finding.state()))
          .append(finding.name())
          .append(" ".repeat(width - finding.name().length() + 2))
          .append(finding.value())
          .append('\n');
      if (finding.remedy() != null) {
        text.append(" ".repeat(4 + width + 2)).append(finding.remedy()).append('\n');
      }
    }
    long problems = findings.stream().filter(f -> f.state().compareTo(State.NOTE) > 0).count();
    String verdict = works ? "Letters can be read live here." : "Letters cannot be read live here.";
    String count = problems == 1 ? " 1 problem." : " " + problems + " problems.";
    return text + "\n" + verdict + (problems == 0 ? "" : count) + "\n";
  }

  private static String mark(State state) {
    return switch (state) {
      case OK -> " ok ";
      case NOTE -> " -- ";
      case PROBLEM, FATAL -> " !! ";
    };
  }
}
