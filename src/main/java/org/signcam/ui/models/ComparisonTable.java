package org.signcam.ui.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.signcam.evaluate.Figures;
import org.signcam.evaluate.Share;

/** The figures of two models side by side, as words. */
final class ComparisonTable {
  private ComparisonTable() {}

  /** Rows of three cells, the heads first. */
  static List<List<String>> rows(String first, String second, List<Figures> figures) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("", first, second));
    rows.add(row("Letters read right", figures, f -> percent(f.accuracy())));
    rows.add(row("Mean of the people", figures, f -> percent(f.meanSignerAccuracy())));
    rows.add(row("Worst of them", figures, f -> percent(f.worstSignerAccuracy())));
    rows.add(row("Answered", figures, f -> percent(f.coverage())));
    rows.add(row("Right when answered", figures, f -> percent(f.accuracyWhenAnswered())));
    rows.add(
        row("Letters seen where there is no hand", figures, f -> share(f.falseAcceptNothing())));
    rows.add(row("Other signs taken for letters", figures, f -> share(f.falseAcceptOther())));
    return rows;
  }

  /** Which of the models have learnt from these people's pictures, which flatters; may be empty. */
  static String caution(List<ModelEntry> models, List<String> signers) {
    List<String> said = new ArrayList<>();
    for (ModelEntry model : models) {
      List<String> known = new ArrayList<>(signers);
      known.retainAll(CardText.seen(model.card()));
      if (!known.isEmpty()) {
        said.add(
            model.name()
                + " has learnt from "
                + String.join(", ", known)
                + ": its figures are too good.");
      }
    }
    return String.join("\n", said);
  }

  private static List<String> row(
      String what, List<Figures> figures, Function<Figures, String> cell) {
    return List.of(what, cell.apply(figures.get(0)), cell.apply(figures.get(1)));
  }

  private static String percent(Double share) {
    return share == null || share.isNaN()
        ? "–"
        : String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private static String share(Share share) {
    return share == null ? "–" : share.count() + " of " + share.of();
  }
}
