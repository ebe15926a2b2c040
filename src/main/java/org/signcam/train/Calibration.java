package org.signcam.train;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  /**
   * Fits both: the temperature to the least negative log-likelihood over letters and "no letter"
   * (Guo et al. 2017, https://arxiv.org/abs/1706.04599); the threshold to the best balance of
   * letters read right and everything else rejected.
   */
  static Calibration fit(Answers answers) {
    double temperature = temperature(answers);
    double best = Double.NEGATIVE_INFINITY;
    double threshold = 0.5;
    for (double t = 0.3; t <= 0.9; t += 0.01) {
      double balance = balance(answers, temperature, t);
      if (balance > best + 1e-9) {
        best = balance;
        threshold = t;
      }
    }
    return new Calibration(round(temperature), round(threshold));
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
      throw new UserException("Cannot read " + file + ": " + AtomicFiles.reason(e) + ".", e);
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

  /** Mean of: letters read right, {@code nothing} rejected, other handshapes rejected (half). */
  private static double balance(Answers answers, double temperature, double threshold) {
    List<String> letters = answers.letters();
    int[] right = new int[3];
    int[] all = new int[3];
    for (int i = 0; i < answers.logits().size(); i++) {
      String label = answers.samples().get(i).label();
      double[] p = answers.shares(i, temperature);
      int best = 0;
      for (int k = 1; k < letters.size(); k++) {
        best = p[k] > p[best] ? k : best;
      }
      boolean rejectedByClass = p.length > letters.size() && p[letters.size()] >= p[best];
      boolean answered = p[best] >= threshold && !rejectedByClass;
      int kind = letters.contains(label) ? 0 : label.equals(ModelCard.NOTHING) ? 1 : 2;
      all[kind]++;
      boolean ok = kind == 0 ? answered && letters.get(best).equals(label) : !answered;
      right[kind] += ok ? 1 : 0;
    }
    return share(right[0], all[0]) + share(right[1], all[1]) + share(right[2], all[2]) / 2;
  }

  private static double share(int part, int whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
