package org.signcam.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.signcam.evaluate.Made.LETTERS;
import static org.signcam.evaluate.Made.outcome;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signcam.evaluate.HtmlReport.Content;
import org.signcam.model.Prediction;
import org.signcam.samples.Sample;

class ReportTest {
  @TempDir Path dir;

  @Test
  void aLineAPictureIsWrittenAndNamesWithCommasAndQuotesStayWhole() throws IOException {
    Prediction sure = new Prediction(LETTERS, new float[] {0.75f, 0.25f}, 0.5);
    Sample odd = new Sample(Path.of("a,\"x\".jpg"), "two\nlines", "B", null);
    Sample cr = new Sample(Path.of("c.jpg"), "a\rb", "A", null);
    List<Outcome> outcomes =
        List.of(
            outcome("A", "ann", 0.25, 0.125), // rejected
            new Outcome(odd, sure),
            new Outcome(cr, sure));
    Path folder = dir.resolve("new/report");
    Figures figures = Metrics.of(outcomes, LETTERS);
    Report.write(
        folder,
        figures,
        new Content("T", outcomes, LETTERS, HtmlReportTest.card(Map.of()), Map.of(), null, null));
    assertThat(folder.resolve(Report.OUTCOMES))
        .content()
        .isEqualTo(
            """
            file,signer,label,read,best,confidence
            A.jpg,ann,A,,A,0.2500
            "a,""x"".jpg","two
            lines",B,A,A,0.7500
            c.jpg,"a\rb",A,A,A,0.7500
            """);
    String json = Files.readString(folder.resolve(Report.FIGURES));
    assertThat(JsonParser.parseString(json).getAsJsonObject().get("samples").getAsInt())
        .isEqualTo(3);
    assertThat(folder.resolve(Report.PAGE)).content().startsWith("<!DOCTYPE html>");
  }
}
