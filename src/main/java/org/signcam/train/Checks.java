package org.signcam.train;

import java.nio.file.Path;
import java.util.List;
import org.signcam.base.AtomicFiles;
import org.signcam.base.UserException;

/**
 * What a careful person checks before a training, on the very pictures, network and loop that it
 * would use; none writes a model.
 *
 * <pre>{@code
 * System.out.println(new Checks(training).overfit(100, 1e-3));
 * }</pre>
 */
public final class Checks {
  private final Training training;
  private final Recipe recipe;

  /**
   * @param training that is to be made; {@link Training#stop} ends a check too
   */
  public Checks(Training training) {
    this.training = training;
    recipe = training.recipe();
  }

  /**
   * Memorises some training pictures, to see that the network and the code can learn at all.
   *
   * @param pictures so many, or all where there are fewer; as many of each label as can be
   * @param rate of Adam
   * @return what was reached, a sentence
   * @throws UserException when they were not memorised; it says how far it came
   */
  public String overfit(int pictures, double rate) {
    return training.prepared(() -> memorise(pictures, rate));
  }

  private String memorise(int pictures, double rate) {
    Material material = training.material();
    List<Example> chosen = Example.ofEachLabel(material.labels(), pictures, training.seed());
    Recipe plain = Overfit.plain(recipe, chosen.size(), rate);
    try (Start start = training.start(plain, chosen, material.augmenter(plain))) {
      Batch batch;
      try (Source source = start.feed().source(0, 0)) {
        batch = source.next();
      }
      Overfit overfit = new Overfit(batch, start.feed().firstBatch(), rate, training.progress());
      try (Loop loop = start.loop(null, overfit, overfit)) {
        return overfit.run(loop, training::stopping);
      }
    }
  }

  /**
   * Looks for a learning rate and draws the curve.
   *
   * @return the rate proposed, a sentence
   * @throws UserException when the loss falls at no rate, or the curve cannot be written
   */
  public String findRate(Path png) {
    AtomicFiles.checkWritable(png);
    return training.prepared(() -> rate(png));
  }

  private String rate(Path png) {
    Material material = training.material();
    Recipe ramp = RateFinder.ramp(recipe);
    try (Start start = training.start(ramp, material.examples(), material.augmenter(ramp))) {
      RateFinder finder = new RateFinder(start.feed(), ramp, training.progress());
      try (Loop loop = start.loop(null, finder, finder)) {
        return finder.run(loop, training::stopping, png);
      }
    }
  }

  /**
   * Draws training pictures as the network will see them.
   *
   * @return what was written where
   * @throws UserException when a picture cannot be read or the sheet not written
   */
  public String showAugmentation(Path png) {
    return training.prepared(
        () -> {
          Material material = training.material();
          return new PictureSheets(training.data(), training.seed())
              .augmentation(png, material.examples(), recipe, material.augmenter(recipe));
        });
  }
}
