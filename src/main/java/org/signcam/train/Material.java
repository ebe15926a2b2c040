package org.signcam.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
  private final Progress progress;

  /** The training side's pictures and, where frames are given, squares beside its hands. */
  final List<Sample> pictures;

  Material(Recipe recipe, TrainingData data, Training.Settings settings, Progress progress) {
    this.recipe = recipe;
    this.data = data;
    this.settings = settings;
    this.progress = progress;
    List<Sample> all = new ArrayList<>(data.split().train());
    if (settings.frames() != null && data.rejecting() == null) {
      progress.say("--frames is not used: this recipe or these pictures have nothing to reject");
    } else if (settings.frames() != null) {
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
    if (!learnt && !settings.landmarks().isEmpty()) {
      progress.say("--landmarks are not learnt: the head " + recipe.head() + " finds no points");
    }
    if (learnt && !settings.hands().isEmpty()) {
      examples.addAll(Example.unlabelled(hands(), landmarks));
    }
    return examples;
  }

  /** More hands, but nobody's who is kept out. */
  private List<Sample> hands() {
    Set<String> keptOut =
        Stream.concat(data.split().validation().stream(), data.split().test().stream())
            .map(Sample::signer)
            .collect(Collectors.toSet());
    SampleSet all = SampleSet.read(settings.hands());
    List<Sample> hands = all.filter(s -> !keptOut.contains(s.signer())).samples();
    if (hands.size() < all.size()) {
      progress.say(
          all.size() - hands.size() + " pictures of --hands are of people kept out, and left out");
    }
    return hands;
  }

  /** The pictures with their labels alone. */
  List<Example> labels() {
    return Example.of(pictures, data.labels(), Landmarks.NONE);
  }

  /** How {@code used} disturbs pictures; what is cached is disturbed without rooms. */
  Augmenter augmenter(Recipe used) {
    return used.variants() > 0
        ? Augmenter.of(used)
        : Augmenter.of(used, rooms(), new HandMasks(Folders.cache()));
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
