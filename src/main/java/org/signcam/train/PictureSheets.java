package org.signcam.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;
import org.signcam.image.Pictures;
import org.signcam.train.PictureSheet.Tile;

/** What there is to look at before a training: pictures as they are, and as they are disturbed. */
final class PictureSheets {
  /** Side of a picture on the sheet, px. */
  private static final int TILE = 160;

  /** Of each training picture: undisturbed, then disturbed. */
  private static final int VARIANTS = 6;

  private static final int ROWS = 10;
  private static final Augmenter STILL = new Augmenter(0, Rooms.NONE, null);
  private static final Scalar GREEN = new Scalar(0, 255, 0);

  private final TrainingData data;
  private final long seed;

  /**
   * @param seed of which pictures are chosen, and how they are disturbed
   */
  PictureSheets(TrainingData data, long seed) {
    this.data = data;
    this.seed = seed;
  }

  /**
   * Shows some of what the model will be asked, as it sees it, of each label as many as can be.
   *
   * @param count of pictures at most
   * @param side of the model's input, px
   * @return what was written where; nothing when there are no validation pictures of its labels
   */
  Optional<String> validation(Path png, int count, int side) {
    List<Example> all = Example.of(data.split().validation(), data.labels(), Landmarks.NONE);
    List<Example> chosen = Example.ofEachLabel(all, count, seed);
    if (chosen.isEmpty()) {
      return Optional.empty();
    }
    List<Tile> tiles = new ArrayList<>();
    try {
      for (Example example : chosen) {
        Mat picture = Pictures.read(example.sample().file());
        tiles.add(new Tile(seen(picture, example, STILL, side, null), whole(example)));
        picture.release();
      }
      int columns = (int) Math.ceil(Math.sqrt(tiles.size()));
      PictureSheet.write(png, tiles, columns, TILE);
    } finally {
      tiles.forEach(tile -> tile.picture().release());
    }
    return Optional.of(chosen.size() + " validation pictures to look at: " + png);
  }

  /**
   * Shows training pictures as the network will see them, a row each: undisturbed, then disturbed
   * anew each time; green dots are the landmarks that it is to find. Without disturbance, more
   * pictures, each once.
   *
   * @param augmenter as the training uses it
   * @return what was written where
   */
  String augmentation(Path png, List<Example> examples, Recipe recipe, Augmenter augmenter) {
    boolean disturbs = recipe.strength() > 0;
    int count = disturbs ? ROWS : ROWS * VARIANTS;
    List<Example> chosen = Example.ofEachLabel(examples, count, seed);
    RandomGenerator random = new SplittableRandom(seed);
    List<Tile> tiles = new ArrayList<>();
    try {
      for (Example example : chosen) {
        Mat picture = Pictures.read(example.sample().file());
        for (int v = 0; v < (disturbs ? VARIANTS : 1); v++) {
          String caption = v == 0 ? whole(example) : label(example);
          Augmenter how = v == 0 ? STILL : augmenter;
          tiles.add(new Tile(seen(picture, example, how, recipe.inputSide(), random), caption));
        }
        picture.release();
      }
      PictureSheet.write(png, tiles, VARIANTS, TILE);
    } finally {
      tiles.forEach(tile -> tile.picture().release());
    }
    return disturbs
        ? "%d training pictures, first undisturbed, then as the network will see them: %s"
            .formatted(chosen.size(), png)
        : "%d training pictures, which this recipe does not disturb (--strength): %s"
            .formatted(chosen.size(), png);
  }

  private static Mat seen(
      Mat picture, Example example, Augmenter how, int side, RandomGenerator random) {
    float[] points = example.points() == null ? null : example.points().clone();
    Mat seen = how.apply(example.sample(), picture, points, side, random);
    for (int i = 0; points != null && i < points.length; i += 3) {
      Point at = new Point(points[i] * side, points[i + 1] * side);
      Imgproc.circle(seen, at, Math.max(1, side / 80), GREEN, Imgproc.FILLED);
    }
    return seen;
  }

  /** The label and, if that is another, what the model is to say of it. */
  private String label(Example example) {
    String label = example.sample().label();
    if (example.label() == Example.NONE) {
      return label + ", its points alone";
    }
    String expected = data.labels().get(example.label());
    return label.equals(expected) ? label : label + " is " + expected;
  }

  private String whole(Example example) {
    return label(example) + "  " + example.sample().signer();
  }
}
