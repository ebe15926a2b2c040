package org.signcam.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signcam.model.ModelCard;
import org.signcam.model.Network;
import org.signcam.net.Safetensors.Tensor;
import org.signcam.samples.Sample;
import org.signcam.samples.SampleSet;
import org.signcam.train.Loop.State;
import org.signcam.train.LoopJob.Position;
import org.signcam.train.LoopJob.Step;
import org.signcam.train.Validation.Answers;

class LoopTest {
  private static final List<String> LETTERS = List.of("A", "B");
  private static final Recipe RECIPE =
      Recipe.of("lab-cnn").with(Map.of("phases", "32x1@1e-3/1e-3", "batch", 4, "checkEvery", 2));

  @TempDir Path folder;
  private final List<Long> stepped = new ArrayList<>();
  private final List<Long> validated = new ArrayList<>();

  private static Network network() {
    float[] half = {0.5f, 0.5f, 0.5f};
    ModelCard card =
        new ModelCard(
            ModelCard.FORMAT,
            LETTERS,
            LETTERS,
            null,
            RECIPE.network(),
            RECIPE.backbone().lastStage(),
            RECIPE.head(),
            true,
            32,
            half,
            half,
            "RGB",
            1,
            0.5,
            null,
            Map.of());
    return new Network(card, 0, Device.cpu());
  }

  /** Four steps of pictures; an exit cuts off its first validation if it is told so. */
  private static final class ToldFeed implements Feed {
    private final List<Example> examples;
    private final Answers answers;
    private boolean cutOff;

    ToldFeed(List<Sample> samples, boolean cutOff) {
      this.cutOff = cutOff;
      examples = Example.of(samples, LETTERS, Landmarks.NONE);
      answers = new Answers(samples.subList(0, 1), List.of(new float[] {1, 0}), LETTERS);
    }

    @Override
    public Source source(int phase, long first) {
      double[] alike = {1, 1, 1, 1};
      Sampler sampler = new Sampler(Recipe.Drawing.WEIGHTED, alike, 4, 1);
      Augmenter still = new Augmenter(0, Rooms.NONE, null);
      return new BatchLoader(examples, sampler, still, 32, 0, first, 1);
    }

    @Override
    public int perEpoch(int phase) {
      return 4;
    }

    @Override
    public Answers validate(int phase) {
      if (cutOff) {
        throw new CancellationException("signcam is ending");
      }
      return answers;
    }
  }

  private final class Recorded implements LoopJob {
    @Override
    public double score(Answers answers) {
      return answers.accuracy();
    }

    @Override
    public void stepped(Step step) {
      stepped.add(step.total());
    }

    @Override
    public void validated(Position at, Answers answers, double score, boolean kept) {
      validated.add(at.total());
    }

    @Override
    public void checkpoint(Loop loop, boolean validated) {
      // nothing is kept
    }
  }

  @Test
  void aValidationThatAnExitCutOffIsMadeUpForBeforeTheNextStep() throws Exception {
    SampleSet set = SampleSet.read(List.of(DrawnHands.write(folder, 1, 2)));
    List<Sample> samples = set.filter(s -> LETTERS.contains(s.label())).samples();
    State state;
    Map<String, Tensor> tensors;
    ToldFeed feed = new ToldFeed(samples, true);
    try (Network network = network();
        Loop loop = new Loop(network, RECIPE, 2, null, Set.of(), 1, feed, new Recorded())) {
      assertThatThrownBy(() -> loop.run(() -> false)).isInstanceOf(CancellationException.class);
      state = loop.state();
      tensors = loop.tensors();
    }
    assertThat(stepped).containsExactly(1L, 2L);
    assertThat(validated).isEmpty();
    feed.cutOff = false;
    try (Network network = network();
        Loop loop = new Loop(network, RECIPE, 2, null, Set.of(), 1, feed, new Recorded())) {
      loop.restore(state, tensors, feed.answers);
      loop.run(() -> false);
      assertThat(loop.best().exists()).isTrue();
    }
    assertThat(stepped).containsExactly(1L, 2L, 3L, 4L);
    assertThat(validated).containsExactly(2L, 4L);
  }
}
