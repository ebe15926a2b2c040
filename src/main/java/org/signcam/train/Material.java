package org.signcam.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.signcam.base.Folders;
import org.signcam.model.ModelCard;
import org.signcam.net.Head;
import org.signcam.samples.Sample;
import org.signcam.samples.SampleSet;

/** What a training learns from, and how it is disturbed. */
final class Material {
  private final Recipe recipe;
  private final TrainingData data;
  private final Training.Settings settings;

  /** The training side's pictures and, where frames are given, squares beside its hands. */
  final List<Sample> pictures;

  Material(Recipe recipe, TrainingData data, Training.Settings settings, Progress progress) {
    this.recipe = recipe;
    this.data = data;
    this.settings = settings;
    List<Sample> all = new ArrayList<>(data.split().train());
    if (settings.frames() != null && data.rejecting() != null) {
      List<Sample> squares = besideTheHand(all);
      progress.say(squares.size() + " squares beside the hand cut from " + settings.frames());
      all.addAll(squares);
    }
    pictures = List.copyOf(all);
  }

  private List<Sample> besideTheHand(List<Sample> train) {
    List<String> signers = train.stream().map(Sample::signer).distinct().toList();
    Path folder =
        Folders.cache()
            .resolve("beside-the-hand")
            .resolve(Integer.toHexString(settings.frames().toAbsolutePath().hashCode()));
    return FrameNegatives.cut(settings.frames(), signers, folder);
  }

  /** The pictures with what is to be learnt of each, and more hands for the landmarks alone. */
  List<Example> examples() {
    Landmarks landmarks = Landmarks.read(settings.landmarks());
    List<Example> examples = new ArrayList<>(Example.of(pictures, data.labels(), landmarks));
    boolean learnt = Head.of(recipe.head()).findsPoints() && recipe.landmarkWeight() > 0;
    if (learnt && !settings.hands().isEmpty()) {
      List<Sample> hands = SampleSet.read(settings.hands()).samples();
      examples.addAll(Example.unlabelled(hands, landmarks));
    }
    return examples;
  }

  /** The pictures with their labels alone. */
  List<Example> labels() {
    return Example.of(pictures, data.labels(), Landmarks.NONE);
  }

  /** How {@code used} disturbs pictures; what is cached is disturbed without rooms. */
  Augmenter augmenter(Recipe used) {
    return used.variants() > 0
        ? new Augmenter(used.strength(), Rooms.NONE, null)
        : new Augmenter(used.strength(), rooms(), new HandMasks(Folders.cache()));
  }

  private Rooms rooms() {
    List<Path> rooms = new ArrayList<>();
    List<Path> others = new ArrayList<>();
    for (Sample sample : data.split().train()) {
      (sample.label().equals(ModelCard.NOTHING) ? rooms : others).add(sample.file());
    }
    return new Rooms(rooms, others);
  }
}
