package org.signcam.train;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.signcam.base.AtomicFiles;
import org.signcam.base.UserException;
import org.signcam.model.ModelCard;
import org.signcam.train.Validation.Answers;

/**
 * One temperature and one threshold, fitted on people kept out of training.
 *
 * @param temperature by which logits are divided before softmax
 * @param threshold least probability, 0–1, at which a letter is answered
 */
public record Calibration(double temperature, double threshold) {
  /** For a model that was not held against anybody: probabilities as they come, half to answer. */
  public static final Calibration NONE = new Calibration(1, 0.5);

  /** Share of pictures without a hand that may be answered with a letter. */
  private static final double NOTHING_ANSWERED = 0.02;

  /** Share of other handshapes that may. */
  private static final double OTHERS_ANSWERED = 0.15;

  private static final double LEAST = 0.5;
  private static final double MOST = 0.7;

  /**
   * Fits both: the temperature to the least {@link Answers#loss(double)} (Guo et al. 2017,
   * https://arxiv.org/abs/1706.04599); the threshold as low as keeps false answers to {@link
   * #NOTHING_ANSWERED} and {@link #OTHERS_ANSWERED}, but not below a half, from where on an answer
   * is more likely wrong, nor above {@link #MOST}, from where on a poor model would fall silent.
   * Without anything that rejects, everything is answered.
   */
  static Calibration fit(Answers answers) {
    double temperature = temperature(answers);
    int letters = answers.letters().size();
    if (answers.logits().get(0).length == letters) {
      return new Calibration(round(temperature), Math.floor(1000.0 / letters) / 1000);
    }
    List<Double> nothing = new ArrayList<>();
    List<Double> others = new ArrayList<>();
    for (int i = 0; i < answers.logits().size(); i++) {
      String label = answers.samples().get(i).label();
      double[] shares = answers.shares(i, temperature);
      double best = Arrays.stream(shares, 0, letters).max().orElseThrow();
      if (!answers.letters().contains(label)) {
        double sure = shares[letters] >= best ? 0 : best;
        (label.equals(ModelCard.NOTHING) ? nothing : others).add(sure);
      }
    }
    double threshold = LEAST;
    while (threshold < MOST
        && (answered(nothing, threshold) > NOTHING_ANSWERED
            || answered(others, threshold) > OTHERS_ANSWERED)) {
      threshold += 0.01;
    }
    return new Calibration(round(temperature), round(threshold));
  }

  private static double answered(List<Double> sure, double threshold) {
    long count = sure.stream().filter(s -> s >= threshold).count();
    return sure.isEmpty() ? 0 : (double) count / sure.size();
  }

  /**
   * Reads one that cross-validation fitted.
   *
   * @param file as {@link CrossValidation#file}
   * @throws UserException when it cannot be read or holds none
   */
  public static Calibration read(Path file) {
    Calibration read;
    try {
      read = new Gson().fromJson(Files.readString(file), Calibration.class);
    } catch (IOException e) {
      throw AtomicFiles.unreadable(file, e);
    } catch (JsonParseException e) {
      throw new UserException(file + " is no JSON; name what train --folds wrote.", e);
    }
    if (read == null || !(read.temperature > 0) || !(read.threshold > 0 && read.threshold < 1)) {
      throw new UserException(
          file + " holds no temperature and threshold; name what train --folds wrote.");
    }
    return read;
  }

  private static double round(double value) {
    return Math.round(value * 1000) / 1000.0;
  }

  private static double temperature(Answers answers) {
    double best = Double.POSITIVE_INFINITY;
    double temperature = 1;
    for (double log = -2; log <= 2; log += 0.02) { // a grid, since it is one dimension and cheap
      double loss = answers.loss(Math.exp(log));
      if (loss < best) {
        best = loss;
        temperature = Math.exp(log);
      }
    }
    return temperature;
  }
}
