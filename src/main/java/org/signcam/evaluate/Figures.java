package org.signcam.evaluate;

import com.google.gson.annotations.SerializedName;
import java.util.List;
import java.util.Map;

/**
 * How well a model reads a set of pictures, as {@code evaluate --json} prints it. Shares are 0–1.
 * Three kinds of pictures: of <em>letters</em> (their label is one the model reads), of {@code
 * nothing}, and of <em>other</em> handshapes. Null where there was nothing to count.
 *
 * @param samples all pictures measured, of all three kinds
 * @param accuracy over pictures of letters; a rejected one counts as wrong
 * @param meanSignerAccuracy mean of {@link #accuracyBySigner}: every person counts the same
 * @param worstSignerAccuracy the least of {@link #accuracyBySigner}
 * @param accuracyBySigner for each signer with pictures of letters, in natural order
 * @param macroF1 mean F1 over the letters that have pictures, among pictures of letters; being
 *     rejected costs recall only
 * @param ece expected calibration error over pictures of letters, 15 equal bins of the best
 *     letter's probability against the share where that letter is right, threshold aside
 * @param coverage share of the pictures of letters that were answered with some letter
 * @param accuracyWhenAnswered accuracy among those
 * @param accuracyAt90 accuracy of the 90 % of the pictures of letters that are read most surely:
 *     what a threshold would reach that leaves the others unanswered; null where more than 10 %
 *     look like no letter at all
 * @param falseAcceptNothing pictures of nothing answered with a letter
 * @param falseAcceptOther pictures of other handshapes answered with a letter
 * @param labels the model's letters, in its order
 * @param confusion pictures of letters: a row a true letter, a column a letter read, in the order
 *     of {@link #labels}; the last column counts the rejected
 */
public record Figures(
    @SerializedName("samples") int samples,
    @SerializedName("accuracy") Double accuracy,
    @SerializedName("mean_signer_accuracy") Double meanSignerAccuracy,
    @SerializedName("worst_signer_accuracy") Double worstSignerAccuracy,
    @SerializedName("accuracy_by_signer") Map<String, Double> accuracyBySigner,
    @SerializedName("macro_f1") Double macroF1,
    @SerializedName("ece") Double ece,
    @SerializedName("coverage") Double coverage,
    @SerializedName("accuracy_when_answered") Double accuracyWhenAnswered,
    @SerializedName("accuracy_at_90_coverage") Double accuracyAt90,
    @SerializedName("false_accept_nothing") Share falseAcceptNothing,
    @SerializedName("false_accept_other") Share falseAcceptOther,
    @SerializedName("labels") List<String> labels,
    @SerializedName("confusion") List<List<Integer>> confusion) {}
