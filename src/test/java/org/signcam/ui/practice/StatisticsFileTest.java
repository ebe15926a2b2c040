package org.signcam.ui.practice;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signcam.ui.practice.LetterStatistics.Attempt;

class StatisticsFileTest {
  @TempDir Path folder;

  private Path path() {
    return folder.resolve("practice.json");
  }

  @Test
  void whatIsSavedIsLoaded() {
    LetterStatistics a =
        LetterStatistics.NONE
            .with(new Attempt(1.25, 0))
            .confusedWith("E")
            .confusedWith("S")
            .confusedWith("S")
            .with(new Attempt(null, 2));
    Map<String, LetterStatistics> letters = Map.of("A", a, "B", LetterStatistics.NONE);
    new StatisticsFile(path()).save(letters);
    assertThat(new StatisticsFile(path()).load()).isEqualTo(new StatisticsFile.Loaded(letters, ""));
  }

  @Test
  void withoutAFileThereAreNone() {
    assertThat(new StatisticsFile(path()).load())
        .isEqualTo(new StatisticsFile.Loaded(Map.of(), ""));
  }

  @Test
  void aDamagedFileIsSetAsideAndSaidSoAndNoneIsEverLost() throws Exception {
    String[] damages = {
      "{\"A\":",
      "",
      "[1]",
      "\0\0",
      "{\"A\":null}",
      "{\"A\":{}}",
      "{\"A\":{\"attempts\":0,\"latest\":[{\"errors\":0}],\"confusions\":{}}}",
      "{\"A\":{\"attempts\":1,\"latest\":[{\"seconds\":-1,\"errors\":0}],\"confusions\":{}}}",
      "{\"A\":{\"attempts\":1,\"latest\":[{\"seconds\":NaN,\"errors\":0}],\"confusions\":{}}}",
      "{\"A\":{\"attempts\":1,\"latest\":[],\"confusions\":{\"B\":0}}}"
    };
    for (int i = 0; i < damages.length; i++) {
      Files.writeString(path(), damages[i]);
      StatisticsFile file = new StatisticsFile(path());
      StatisticsFile.Loaded loaded = file.load();
      String aside = i == 0 ? "practice.damaged.json" : "practice.damaged-" + (i + 1) + ".json";
      assertThat(loaded.letters()).as(damages[i]).isEmpty();
      assertThat(loaded.notice()).contains("damaged", aside);
      assertThat(folder.resolve(aside)).hasContent(damages[i]);
      assertThat(path()).doesNotExist();
      file.save(Map.of());
      assertThat(path()).exists();
    }
  }

  @Test
  void theFiguresOfALetter() {
    LetterStatistics letter = LetterStatistics.NONE;
    assertThat(letter.medianSeconds()).isNaN();
    assertThat(letter.mostConfusedWith()).isNull();
    for (int i = 1; i <= 2 * LetterStatistics.KEPT; i++) {
      letter = letter.with(new Attempt((double) i, 0)).confusedWith(i % 3 == 0 ? "S" : "E");
    }
    assertThat(letter.attempts()).isEqualTo(2 * LetterStatistics.KEPT);
    assertThat(letter.medianSeconds()).as("of the latest").isEqualTo(30);
    assertThat(letter.errors()).isEqualTo(40);
    assertThat(letter.mostConfusedWith()).isEqualTo("E");
  }
}
