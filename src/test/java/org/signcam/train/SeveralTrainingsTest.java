package org.signcam.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signcam.base.UserException;
import org.signcam.net.Safetensors;
import org.signcam.samples.Sample;
import org.signcam.samples.SampleSet;
import org.signcam.samples.Split;
import org.signcam.train.CrossValidation.Summary;
import org.signcam.train.Training.Settings;
import org.signcam.train.Tuning.Outcome;
import org.signcam.train.Tuning.Trial;

/** Trainings that belong together: folds, the leak, trials. */
class SeveralTrainingsTest {
  private static final List<String> LETTERS = List.of("A", "B");
  private static final Recipe RECIPE =
      Recipe.of("lab-cnn")
          .with(Map.of("phases", "32x3@3e-3/3e-3", "checkEvery", 3, "rejecting", true));

  @TempDir Path folder;
  private SampleSet set;
  private final List<String> said = new ArrayList<>();
  private int steps;
  private int stopAt = -1;
  private Runnable stop;

  /** Counts the steps, and stops at one. */
  private final Progress progress =
      new Progress() {
        @Override
        public void say(String line) {
          said.add(line);
        }

        @Override
        public void step(String task, long done, long all, String detail) {
          if (task.startsWith("8 bits")) {
            return; // a training's end, not its steps
          }
          if (++steps == stopAt) {
            stop.run();
          }
        }
      };

  @AfterEach
  void forgetTheCache() {
    System.clearProperty("signcam.cache");
  }

  @BeforeEach
  void drawHands() throws IOException {
    System.setProperty("signcam.cache", folder.resolve("cache").toString());
    set = SampleSet.read(DrawnHands.write(folder.resolve("samples"), 5, 4));
  }

  private Settings settings(Path out) {
    return new Settings(
        null, List.of(), List.of(), null, null, null, out, 1, 1e9, Device.cpu(), null);
  }

  private TrainingData data() {
    return TrainingData.of(set, Split.bySigners(set, List.of("p3", "p4")), LETTERS, true);
  }

  private static void assertSameWeights(Path one, Path other) {
    Map<String, Safetensors.Tensor> weights = Safetensors.read(one).tensors();
    Map<String, Safetensors.Tensor> others = Safetensors.read(other).tensors();
    assertThat(weights.keySet()).isEqualTo(others.keySet());
    weights.forEach(
        (name, tensor) -> assertThat(tensor.floats()).isEqualTo(others.get(name).floats()));
  }

  @Test
  void aTrainingThatWasStoppedGoesOnAndEndsAsIfItHadNotBeen() {
    Path whole = folder.resolve("whole.safetensors");
    new Training(RECIPE, set, data(), settings(whole), progress).run();
    int all = steps;
    for (int at : new int[] {1, 2, all - 1}) { // before and after the first validation
      Path cut = folder.resolve("cut" + at + ".safetensors");
      steps = 0;
      stopAt = at == 2 ? 5 : at;
      Training first = new Training(RECIPE, set, data(), settings(cut), progress);
      stop = first::stop;
      if (at == 1) {
        assertThatThrownBy(first::run)
            .isInstanceOf(UserException.class)
            .hasMessageContaining("goes on");
      } else {
        first.run();
      }
      assertThat(first.end()).isEqualTo(Training.End.STOPPED);
      new Training(RECIPE, set, data(), settings(cut), progress).run();
      assertThat(steps).as("no step was made twice").isEqualTo(all);
      assertSameWeights(cut, whole);
      assertThat(folder.resolve("cut" + at + ".run/checkpoint.safetensors")).doesNotExist();
    }
  }

  private CrossValidation folds(Path out, int k) {
    return new CrossValidation(RECIPE, set, LETTERS, k, settings(out), progress);
  }

  @Test
  void foldsReadEverybodyOnceAndTheirCalibrationCanBeUsed() throws IOException {
    CrossValidation folds = folds(folder.resolve("m.safetensors"), 3);
    Summary summary = folds.run();
    assertThat(summary.folds()).hasSize(3);
    assertThat(summary.folds().stream().flatMap(f -> f.signers().stream()))
        .containsExactlyInAnyOrder("p0", "p1", "p2", "p3", "p4");
    assertThat(summary.folds().stream().mapToInt(CrossValidation.Fold::pictures).sum())
        .isEqualTo(set.size());
    assertThat(summary.accuracyBySigner().keySet()).containsExactly("p0", "p1", "p2", "p3", "p4");
    assertThat(summary.meanSignerAccuracy())
        .isEqualTo(
            summary.accuracyBySigner().values().stream().mapToDouble(a -> a).average().orElse(-1));
    assertThat(summary.accuracyBySigner().get(summary.worstSigner()))
        .isEqualTo(summary.accuracyBySigner().values().stream().min(Double::compare).orElse(null));
    assertThat(summary.interval().get(0)).isLessThanOrEqualTo(summary.meanSignerAccuracy());
    assertThat(summary.interval().get(1)).isGreaterThanOrEqualTo(summary.meanSignerAccuracy());
    assertThat(Calibration.read(folds.file()))
        .isEqualTo(new Calibration(summary.temperature(), summary.threshold()));
    for (int fold = 1; fold <= 3; fold++) {
      assertThat(folder.resolve("m.fold-" + fold + ".run/report.html")).exists();
    }
  }

  @Test
  void foldsThatHaveEndedAreNotTrainedAgain() throws IOException {
    Summary whole = folds(folder.resolve("whole.safetensors"), 3).run();
    int all = steps;
    Path out = folder.resolve("cut.safetensors");
    CrossValidation cut = folds(out, 3);
    steps = 0;
    stopAt = all / 2;
    stop = cut::stop;
    assertThatThrownBy(cut::run).isInstanceOf(CancellationException.class);
    assertThat(cut.file()).doesNotExist();
    assertThat(folds(out, 3).run()).isEqualTo(whole);
    assertThat(steps).as("no step was made twice").isEqualTo(all);
    assertThat(folds(out, 3).run()).isEqualTo(whole);
    assertThat(steps).isEqualTo(all);
    assertThat(said).anyMatch(line -> line.contains("cut.fold-3 has been trained before"));

    Files.delete(folder.resolve("cut.fold-2.safetensors"));
    Files.writeString(folder.resolve("cut.fold-3.run/result.json"), "{\"digest\":");
    steps = 0;
    assertThat(folds(out, 3).run()).isEqualTo(whole);
    assertThat(steps).as("two folds anew").isBetween(all / 2, all - 1);

    steps = 0;
    Recipe other = RECIPE.with(Map.of("dropout", 0.5));
    new CrossValidation(other, set, LETTERS, 3, settings(out), progress).run();
    assertThat(steps).as("other settings, other trainings").isEqualTo(all);
  }

  @Test
  void moreFoldsThanPeopleAreRefused() {
    assertThatThrownBy(() -> folds(folder.resolve("m.safetensors"), 6).run())
        .isInstanceOf(UserException.class)
        .hasMessageContaining("5 signers");
  }

  @Test
  void whoAloneHasPicturesToRejectCannotBeKeptOut() {
    set = set.filter(s -> !s.label().equals("nothing") || s.signer().equals("p1"));
    assertThatThrownBy(() -> folds(folder.resolve("m.safetensors"), 5).run())
        .isInstanceOf(UserException.class)
        .hasMessageContaining("one person has them all");
  }

  @Test
  void theRandomSplitHasTheSamePicturesAndAsManyOnEitherSide() {
    Sample test = set.samples().get(0);
    SampleSet rest = set.filter(s -> !s.equals(test));
    Split bySigner = Split.bySigners(rest, List.of("p1", "p3")).withTest(List.of(test));
    Split random = Leak.randomLike(rest, bySigner, 1);
    assertThat(random.train()).hasSameSizeAs(bySigner.train());
    assertThat(random.validation()).hasSameSizeAs(bySigner.validation());
    assertThat(random.test()).containsExactly(test);
    Set<Sample> all = new HashSet<>(random.train());
    all.addAll(random.validation());
    assertThat(all).hasSize(rest.size()).containsAll(rest.samples());
    assertThat(random.sharedSigners()).isNotEmpty();
    assertThat(Leak.randomLike(rest, bySigner, 1)).isEqualTo(random);
    assertThat(Leak.randomLike(rest, bySigner, 2)).isNotEqualTo(random);
  }

  private Tuning tuning(Path out, Recipe recipe) {
    return new Tuning(recipe, set, data(), settings(out), progress);
  }

  @Test
  void tuningGoesOnWhereItWasAndGivesTheSameTrials() {
    Path out = folder.resolve("tune/trial.safetensors");
    Tuning whole = tuning(folder.resolve("whole/trial.safetensors"), RECIPE);
    assertThat(whole.run(6, null)).isTrue();
    int all = steps;
    assertThat(whole.trials()).extracting(Trial::number).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(whole.trials().get(0).recipe()).isEqualTo(RECIPE);

    Tuning cut = tuning(out, RECIPE);
    steps = 0;
    stopAt = all / 2;
    stop = cut::stop;
    assertThat(cut.run(4, null)).isFalse();
    assertThat(cut.trials()).hasSizeBetween(1, 4);
    Tuning more = tuning(out, RECIPE);
    assertThat(more.run(6, null)).isTrue();
    assertThat(steps).as("no step was made twice").isEqualTo(all);
    for (int i = 0; i < 6; i++) {
      Trial one = more.trials().get(i);
      Trial other = whole.trials().get(i);
      assertThat(one.recipe()).isEqualTo(other.recipe());
      assertThat(one.score()).isEqualTo(other.score());
      assertThat(one.outcome()).isEqualTo(other.outcome());
      assertThat(one.curve()).isEqualTo(other.curve());
    }
    assertThat(more.best()).isPresent();
    assertThat(more.best().orElseThrow().score())
        .isEqualTo(
            more.trials().stream()
                .filter(t -> t.outcome() == Outcome.WHOLE)
                .mapToDouble(Trial::score)
                .max()
                .orElse(-1));
  }

  @Test
  void aTrialThatIsClearlyWorseIsStoppedAndKeepsItsFiles() {
    Path out = folder.resolve("tune/trial.safetensors");
    // Long enough that by the rungs good settings have learnt, and a tenth of the rate has not.
    Recipe longer = RECIPE.with(Map.of("phases", "32x12@3e-3/3e-3"));
    Tuning tuning = tuning(out, longer);
    tuning.run(10, null);
    List<Trial> stopped =
        tuning.trials().stream().filter(t -> t.outcome() == Outcome.STOPPED).toList();
    assertThat(stopped).as("of ten, some are worse than the median").isNotEmpty();
    long whole = tuning.trials().get(0).steps();
    for (Trial trial : stopped) {
      assertThat(trial.number()).isGreaterThan(EarlyStopping.FIRST);
      assertThat(trial.steps()).isLessThan(whole);
      assertThat(trial.model()).exists();
      assertThat(trial.model().resolveSibling("trial-" + trial.number() + ".run/result.json"))
          .exists();
    }
    assertThat(tuning.ranked()).hasSize(10);
    assertThat(tuning.ranked().get(0)).isEqualTo(tuning.best().orElseThrow());
  }

  @Test
  void trialsThatDivergeAreNoneToChooseAndAreNotMadeAgain() {
    Recipe wild = RECIPE.with(Map.of("phases", "32x3@1e30/1e30"));
    Path out = folder.resolve("tune/trial.safetensors");
    Tuning tuning = tuning(out, wild);
    assertThat(tuning.run(2, null)).isTrue();
    assertThat(tuning.trials()).extracting(Trial::outcome).containsOnly(Outcome.DIVERGED);
    assertThat(tuning.best()).isEmpty();
    int before = steps;
    assertThat(tuning(out, wild).run(2, null)).isTrue();
    assertThat(steps).isEqualTo(before);
  }

  @Test
  void whenTimeIsUpTheTrialUnderWayIsLaidAside() {
    Recipe endless = RECIPE.with(Map.of("phases", "32x10000@3e-3/3e-3"));
    Tuning tuning = tuning(folder.resolve("tune/trial.safetensors"), endless);
    assertThat(tuning.run(3, Duration.ofMillis(1500))).isFalse();
    assertThat(tuning.trials()).isEmpty();
    assertThat(folder.resolve("tune/trial-1.run/checkpoint.safetensors")).exists();
  }

  @Test
  void tuningNeedsPeopleToDecideBy() {
    TrainingData none = TrainingData.of(set, new Split(set.samples(), List.of()), LETTERS, true);
    Settings settings = settings(folder.resolve("tune/trial.safetensors"));
    assertThatThrownBy(() -> new Tuning(RECIPE, set, none, settings, progress))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("--validation none");
  }
}
