package org.signcam.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.signcam.base.Plural;
import org.signcam.samples.SampleImport;
import org.signcam.samples.SampleStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code samples import}: copies pictures into the store. */
@Command(
    name = "import",
    description = {
      "Copies the pictures of folders and zip files to the recorded samples. Pictures that are there"
          + " already, byte by byte, and such that cannot be read are left out and counted.",
      "Exit 1 when some could not be read."
    })
final class SamplesImportCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Mixin StoreOptions store;

  @Parameters(
      paramLabel = "FOLDER|ZIP",
      arity = "1..*",
      description = "SIGNER/LETTER/*.jpg and its like.")
  List<Path> sources;

  @Option(
      names = "--signer",
      paramLabel = "NAME",
      description = "Whose hands all of them show; needed where the folders name nobody.")
  String signer;

  @Option(names = "--dry-run", description = "Say what would be copied, and copy nothing.")
  boolean dryRun;

  @Option(names = "--json", description = "One line of JSON instead of a table.")
  boolean json;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    try (SampleStore into = store.openOrMake();
        SampleImport found = look(into)) {
      err.println(found.layout());
      found.unreadable().forEach(u -> err.println("signcam: " + u.why()));
      err.flush();
      int copied = dryRun ? 0 : copy(found);
      PrintWriter out = spec.commandLine().getOut();
      out.print(json ? Json.line(tree(found, copied)) + "\n" : text(found));
      out.flush();
      return found.unreadable().isEmpty() ? 0 : 1;
    }
  }

  private SampleImport look(SampleStore into) {
    try (Progress progress = new Progress("reading", -1)) {
      return SampleImport.look(into, sources, signer, progress::stepTo);
    }
  }

  private static int copy(SampleImport found) {
    try (Progress progress = new Progress("copying", found.size())) {
      return found.run(progress::stepTo);
    }
  }

  private String text(SampleImport found) {
    Table table = new Table();
    found
        .counts()
        .forEach(
            (name, labels) -> {
              int all = labels.values().stream().mapToInt(Integer::intValue).sum();
              StringBuilder each = new StringBuilder();
              labels.forEach((label, n) -> each.append(label).append(' ').append(n).append("  "));
              table.row(name, Integer.toString(all), each.toString());
            });
    String whose = dryRun && found.namesNobody() ? " Give --signer NAME to import them." : "";
    return table
        + "%s %s %s; left out: %d there already, %d that cannot be read.%s\n"
            .formatted(
                Plural.of(found.size(), "picture"),
                dryRun ? "would be copied to" : "copied to",
                store.folder,
                found.duplicates(),
                found.unreadable().size(),
                whose);
  }

  private Map<String, Object> tree(SampleImport found, int copied) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("found", found.counts());
    tree.put("pictures", found.size());
    tree.put("copied", copied);
    tree.put("duplicates", found.duplicates());
    tree.put(
        "unreadable", found.unreadable().stream().map(u -> u.sample().file().toString()).toList());
    tree.put("names_nobody", found.namesNobody());
    return tree;
  }
}
