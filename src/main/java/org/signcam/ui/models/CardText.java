package org.signcam.ui.models;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.signcam.model.ModelCard;

/** What a model says of itself, in rows for whoever chooses. */
final class CardText {
  private CardText() {}

  /**
   * Caption to text, in order.
   *
   * @param bytes of the file
   */
  static Map<String, String> rows(ModelCard card, long bytes) {
    Map<String, String> rows = new LinkedHashMap<>();
    rows.put("Reads", String.join(" ", card.letters()));
    rows.put(
        "Rejects", card.rejecting() == null ? "nothing: it always answers" : "what is no letter");
    Map<String, Object> facts = card.training();
    boolean adapted = facts.get("adapted_to") instanceof List<?>;
    if (facts.get("validation_mean_signer_accuracy") instanceof Number share) {
      rows.put(
          adapted ? "Before adapting" : "When it was made",
          String.format(
              Locale.ROOT, "%.1f %% right on people kept out", 100 * share.doubleValue()));
    }
    if (facts.get("adapted_to") instanceof List<?> signers) {
      rows.put("Adapted", "to " + join(signers) + ", from " + facts.get("adapted_from"));
    }
    List<String> seen = seen(card);
    if (!seen.isEmpty()) {
      String people = seen.size() + (seen.size() == 1 ? " person" : " people");
      rows.put("Has seen", people + (card.hasSeenRendered() ? ", and drawn hands" : ""));
    }
    rows.put("Answers from", String.format(Locale.ROOT, "%.0f %% sure", 100 * card.threshold()));
    rows.put("Network", card.backbone() + " and " + card.head() + ", " + card.inputSide() + " px");
    rows.put("Size", String.format(Locale.ROOT, "%.1f MB", bytes / 1e6));
    return rows;
  }

  /** Whose pictures the model has learnt from, by its own word. */
  static List<String> seen(ModelCard card) {
    Map<String, Object> facts = card.training();
    Object people = facts.getOrDefault("signers_seen", facts.get("signers"));
    return people instanceof List<?> names
        ? names.stream().map(Object::toString).toList()
        : List.of();
  }

  private static String join(List<?> items) {
    return String.join(", ", items.stream().map(Object::toString).toList());
  }
}
