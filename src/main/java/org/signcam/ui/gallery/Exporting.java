package org.signcam.ui.gallery;

import java.util.List;
import org.signcam.samples.Sample;
import org.signcam.samples.SampleExport;
import org.signcam.samples.SampleSet;
import org.signcam.ui.Notice;

/** An export from the question to its end. Swing thread. */
final class Exporting {
  private final StoreWork work;
  private final Questions questions;
  private final Notice notice;

  Exporting(StoreWork work, Questions questions, Notice notice) {
    this.work = work;
    this.questions = questions;
    this.notice = notice;
  }

  /** Asks how, and which of these two, and writes them. */
  void export(List<Sample> shown, List<Sample> chosen) {
    if (work.isFree() && !shown.isEmpty()) {
      questions
          .exporting(shown.size(), chosen.size())
          .ifPresent(how -> write(work.samples().with(how.chosenOnly() ? chosen : shown), how));
    }
  }

  private void write(SampleSet set, Questions.Export how) {
    work.look(
        "Exporting",
        steps -> {
          SampleExport.write(set, how.out(), how.whole(), done -> steps.at(done, set.size()));
          return set.size();
        },
        count -> notice.tell("Exported %s to %s.".formatted(Changes.pictures(count), how.out())),
        () -> notice.tell("Stopped. Nothing was exported."));
  }
}
