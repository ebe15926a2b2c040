package org.signcam.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.signcam.evaluate.Made.LETTERS;
import static org.signcam.evaluate.Made.outcome;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.imgcodecs.Imgcodecs;
import org.signcam.base.UserException;
import org.signcam.evaluate.HtmlReport.Content;
import org.signcam.image.OpenCv;
import org.signcam.model.ModelCard;
import org.signcam.model.Prediction;
import org.signcam.samples.Sample;
import org.xml.sax.InputSource;

class HtmlReportTest {
  private static final List<Outcome> OUTCOMES =
      List.of(
          outcome("A", "s2", 0.9, 0.05), // right
          outcome("A", "s2", 0.2, 0.7), // read B
          outcome("B", "s10", 0.1, 0.8), // right
          outcome("B", "s10", 0.1, 0.3), // rejected
          outcome("nothing", "s10", 0.1, 0.1),
          outcome("K", "s2", 0.1, 0.85)); // accepted

  @TempDir Path dir;

  @Test
  void theFiguresAreOnThePageWithTheirIntervals() {
    String page = HtmlReport.page(content("Test", OUTCOMES, null, null));
    assertThat(page)
        .contains("4\u00a0pictures of letters by 2\u00a0signers and 2\u00a0pictures of what is")
        .contains(tile("Mean signer accuracy", "50.0\u00a0%", "50.0–50.0\u00a0%"))
        .contains(tile("Accuracy when answered", "66.7\u00a0%", "50.0–100.0\u00a0%"))
        .contains("s2, s10") // the worst, both
        .contains("0 of 1\u00a0picture read as a letter")
        .contains("1 of 1\u00a0picture read as a letter")
        .contains("2,000\u00a0draws of 2\u00a0signers");
  }

  @Test
  void intervalsAreOfTheSignersDrawn() {
    // Drawn are s2 twice, s10 twice, or each once; the figures of the three are worked out by hand.
    String page = HtmlReport.page(content("Test", OUTCOMES, null, null));
    assertThat(page)
        .contains(tile("Accuracy", "50.0\u00a0%", "50.0–50.0\u00a0%"))
        .contains(tile("Coverage", "75.0\u00a0%", "50.0–100.0\u00a0%"))
        .contains(tile("Macro F1", "58.3\u00a0%", "58.3–66.7\u00a0%"))
        .contains(tile("Calibration error", "42.5\u00a0%", "40.0–45.0\u00a0%"))
        .contains("With so few people they are rather too narrow.")
        .contains("more than 10 % look like no letter");
  }

  @Test
  void manySignersAndAFigureThatIsThereAreNotExcused() {
    List<Outcome> many = new ArrayList<>();
    for (int i = 0; i < 19; i++) {
      many.add(outcome("A", "s" + i, 0.9, 0.05));
    }
    assertThat(HtmlReport.page(content("Test", many, null, null))).contains("19\u00a0signers with");
    many.add(outcome("A", "s19", 0.2, 0.7)); // wrong
    String page = HtmlReport.page(content("Test", many, null, null));
    assertThat(page)
        .doesNotContain("With so few people", "look like no letter")
        .contains("if the least sure 10 % were left unanswered")
        .contains(tile("Worst signer", "0.0\u00a0%", "") + "<p>s19</p>")
        .contains("Made by signcam (development).")
        .contains("<td class=\"prose\">made</td>");
  }

  @Test
  void aTablesHeadNamesItsColumnsAndShadesAndBarsAreShares() {
    String page = HtmlReport.page(content("Test", OUTCOMES, null, null));
    assertThat(page)
        .contains("read →</th><th scope=\"col\">A</th><th scope=\"col\">B</th><th scope=")
        .contains("<th scope=\"col\">signer</th><th scope=\"col\">pictures</th>")
        .contains("<h2>Calibration</h2>")
        .contains("<th scope=\"col\">confidence</th>")
        .contains("<td class=\"right\" style=\"--s:71%\">1</td>") // √(1 of 2)
        .contains("<span class=\"bar\" style=\"--s:50%\">50.0\u00a0%</span>");
    assertThat(row(page, "86.7–93.3\u00a0%", 1)).isEqualTo("<td>1<td>90.0\u00a0%<td>100.0\u00a0%");
    String rejected =
        HtmlReport.page(content("Test", List.of(outcome("A", "s", 0.1, 0.3)), null, null));
    assertThat(row(rejected, "A", 1))
        .isEqualTo("<td class=zero>·<td class=zero>·<td class=none>1<td class=sum>1");
  }

  @Test
  void theConfusionMatrixHasTheRejectedAndWhatIsNoLetter() {
    String page = HtmlReport.page(content("Test", OUTCOMES, null, null));
    assertThat(row(page, "A", 1))
        .isEqualTo("<td class=right>1<td class=wrong>1<td class=zero>·<td class=sum>2");
    assertThat(row(page, "B", 1))
        .isEqualTo("<td class=zero>·<td class=right>1<td class=none>1<td class=sum>2");
    assertThat(row(page, "K", 1))
        .isEqualTo("<td class=zero>·<td class=wrong>1<td class=zero>·<td class=sum>1");
    assertThat(row(page, "nothing", 1))
        .isEqualTo("<td class=zero>·<td class=zero>·<td class=right>1<td class=sum>1");
  }

  @Test
  void signersAndLettersHaveTheirRows() {
    String page = HtmlReport.page(content("Test", OUTCOMES, null, null));
    assertThat(row(page, "s10", 1))
        .isEqualTo("<td>2<td>50.0\u00a0%<td>9.5–90.5\u00a0%<td>50.0\u00a0%<td>100.0\u00a0%");
    // B: read twice, once rightly; shown twice.
    assertThat(row(page, "B", 2))
        .isEqualTo(
            "<td>2<td>50.0\u00a0%<td>9.5–90.5\u00a0%<td>50.0\u00a0%<td>50.0\u00a0%<td>50.0\u00a0%");
  }

  @Test
  void theWorstMistakesComeFirstAndAtMostTwentyFour() throws IOException {
    OpenCv.load();
    List<Outcome> many = new ArrayList<>(OUTCOMES);
    for (int i = 0; i < 30; i++) {
      many.add(outcome("A", "s3", 0.2, 0.51 + 0.001 * i));
    }
    Path file = dir.resolve("shown.png");
    Mat red = new Mat(400, 600, CvType.CV_8UC3, new Scalar(0, 0, 255));
    Imgcodecs.imwrite(file.toString(), red);
    red.release();
    Prediction sure = new Prediction(LETTERS, new float[] {0.99f, 0.01f, 0}, 0.5);
    many.add(new Outcome(new Sample(file, "s4", "B", null), sure));
    List<Outcome> worst = WorstMistakes.of(many);
    assertThat(worst).hasSize(24);
    assertThat(worst.get(0).sample().file()).isEqualTo(file);
    assertThat(worst.get(1).label()).isEqualTo("K");
    Outcome a = outcome("A", "s", 0.1, 0.85); // as sure as K's: then by name
    assertThat(WorstMistakes.of(List.of(worst.get(1), a))).containsExactly(a, worst.get(1));
    String page = HtmlReport.page(content("Test", many, null, null));
    assertThat(page)
        .contains("<b>B read as A</b> 99.0\u00a0%")
        .contains("<br>s4<br>")
        .contains("shown.png</small>");
    assertThat(Pattern.compile("data:image/jpeg;base64,").matcher(page).results()).hasSize(1);
    assertThat(Pattern.compile("The picture is gone").matcher(page).results()).hasSize(23);
  }

  @Test
  void nothingIsFetchedAndTheMarkupIsWhole() throws IOException {
    Path curves = dir.resolve("curves.png");
    Curves.write(curves, List.of());
    String page = HtmlReport.page(content("Test", OUTCOMES, curves, "./run.sh evaluate"));
    assertThat(page).contains("data:image/png;base64,").contains("./run.sh evaluate");
    assertThat(page).doesNotContain("http://", "https://", "<script", "url(", "@import", "<link");
    wellFormed(page);
  }

  @Test
  void whateverAFileOrASignerIsCalledItStaysText() {
    String bad = "<script>alert('\"&')</script>";
    Sample sample = new Sample(Path.of("<img src=x>.jpg"), bad, "A", null);
    Prediction wrong = new Prediction(List.of("A", bad), new float[] {0.1f, 0.9f}, 0.5);
    Content content =
        new Content(
            bad,
            List.of(new Outcome(sample, wrong)),
            List.of("A", bad),
            card(Map.of(bad, List.of(bad))),
            Map.of(bad, bad),
            null,
            bad);
    String page = HtmlReport.page(content);
    assertThat(page).doesNotContain("<script", "<img src=x").contains("&lt;script&gt;alert(&#39;");
    wellFormed(page);
  }

  @Test
  void whereThereIsNothingToCountThereIsADash() {
    List<Outcome> nothing = List.of(outcome("nothing", "s", 0.1, 0.1));
    String page = HtmlReport.page(content("Test", nothing, null, null));
    assertThat(page).contains(tile("Accuracy", "–", "")).contains("None: no wrong letter");
    wellFormed(page);
  }

  @Test
  void numbersLookTheSameInEveryCountry() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.ROOT);
      String page = HtmlReport.page(content("Test", OUTCOMES, null, null));
      Locale.setDefault(new Locale("ar", "EG"));
      assertThat(HtmlReport.page(content("Test", OUTCOMES, null, null))).isEqualTo(page);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void theCardsFactsAreListed() {
    String page = HtmlReport.page(content("Test", OUTCOMES, null, null));
    assertThat(page)
        .contains("resnet18 to layer4, head linear")
        .contains("rejecting class</th><td class=\"prose\">nothing</td>")
        .contains("<td class=\"prose\">anna, bo</td>")
        .contains("<td class=\"prose\">17</td>");
  }

  @Test
  void curvesThatAreGoneAreSaid() {
    Content content = content("Test", OUTCOMES, dir.resolve("none.png"), null);
    Path file = dir.resolve("report.html");
    assertThatThrownBy(() -> HtmlReport.write(file, content))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("none.png");
    assertThat(Files.exists(file)).isFalse();
  }

  private static Content content(
      String title, List<Outcome> outcomes, Path curves, String command) {
    ModelCard card = card(Map.of("signers", List.of("anna", "bo"), "seed", 17.0));
    return new Content(title, outcomes, LETTERS, card, Map.of("data", "made"), curves, command);
  }

  static ModelCard card(Map<String, Object> training) {
    float[] three = {0.5f, 0.5f, 0.5f};
    List<String> labels = List.of("A", "B", "nothing");
    return new ModelCard(
        1,
        labels,
        null,
        "nothing",
        "resnet18",
        "layer4",
        "linear",
        true,
        8,
        three,
        three,
        "RGB",
        1,
        0.5,
        null,
        training);
  }

  private static String tile(String name, String value, String range) {
    return "<h3>%s</h3><p class=\"value\">%s</p><p class=\"range\">%s</p>"
        .formatted(name, value, range);
  }

  /** The cells of the n-th table row that begins so, from 1, without styles, bars and end tags. */
  private static String row(String page, String name, int n) {
    Pattern row = Pattern.compile("<tr><th scope=\"row\">" + name + "</th>(<td.*?)</tr>");
    String cells = row.matcher(page).results().skip(n - 1).findFirst().orElseThrow().group(1);
    return cells
        .replaceAll("</td>|</?span[^>]*>| style=\"[^\"]*\"", "")
        .replaceAll("class=\"(\\w+)\"", "class=$1");
  }

  /** The body is written so that it is XML too: every tag ends. */
  private static void wellFormed(String page) {
    String body =
        page.substring(page.indexOf("<body>"), page.indexOf("</html>"))
            .replace("<br>", "<br/>")
            .replaceAll("(<img [^>]*)>", "$1/>");
    try {
      DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(body)));
    } catch (Exception e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }
}
