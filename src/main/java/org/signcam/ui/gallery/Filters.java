package org.signcam.ui.gallery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import org.signcam.samples.SampleSet;
import org.signcam.ui.ModelState;

/** Which pictures are to be shown, and in which order: a row of choosers. Swing thread. */
final class Filters {
  /** A value to choose, and how it is called; null is all. */
  record Choice<T>(T value, String words) {
    @Override
    public String toString() {
      return words;
    }
  }

  final JComboBox<Choice<String>> signer = chooser("Signer", "All signers");
  final JComboBox<Choice<String>> label = chooser("Letter", "All letters");
  final JComboBox<Choice<Session>> session = chooser("Session", "All sessions");
  final JComboBox<Order> order = new JComboBox<>(Order.values());
  private SampleSet samples; // null until they have been read
  private Runnable onChoice = () -> {};
  private boolean filling;

  Filters() {
    order.getAccessibleContext().setAccessibleName("Order");
    session.setPrototypeDisplayValue(new Choice<>(null, "22 Nov, 16:42"));
    for (JComboBox<?> box : List.of(signer, label, session, order)) {
      box.addActionListener(
          e -> {
            if (!filling) {
              chosen();
            }
          });
    }
  }

  /** What is told when the user, or {@link #showAll}, has chosen. */
  void onChoice(Runnable listener) {
    onChoice = listener;
  }

  List<JComponent> choosers() {
    return List.of(signer, label, session, order);
  }

  /** Offers what there is; what was chosen stays if it is still there. */
  void offer(SampleSet all) {
    samples = all;
    fill(signer, all.signers().stream().map(s -> new Choice<>(s, s)).toList());
    fill(label, all.labels().stream().map(l -> new Choice<>(l, ModelState.words(l))).toList());
    offerSessions();
  }

  /** Those of the signer chosen, the newest first. */
  private void offerSessions() {
    if (samples == null) {
      return;
    }
    String whose = value(signer);
    fill(
        session,
        samples.samples().stream()
            .filter(s -> whose == null || whose.equals(s.signer()))
            .map(Session::of)
            .distinct()
            .sorted(Comparator.comparing(Session::name).reversed())
            .map(s -> new Choice<>(s, whose == null ? s.words() + " · " + s.signer() : s.words()))
            .toList());
  }

  private void chosen() {
    offerSessions();
    onChoice.run();
  }

  Filter filter() {
    return new Filter(value(signer), value(label), value(session));
  }

  Order order() {
    return order.getItemAt(order.getSelectedIndex());
  }

  /** The signer chosen; null for all. */
  String signer() {
    return value(signer);
  }

  void showAll() {
    filling = true;
    signer.setSelectedIndex(0);
    label.setSelectedIndex(0);
    session.setSelectedIndex(0);
    filling = false;
    chosen();
  }

  private static <T> JComboBox<Choice<T>> chooser(String name, String all) {
    JComboBox<Choice<T>> box = new JComboBox<>();
    box.getAccessibleContext().setAccessibleName(name);
    box.addItem(new Choice<>(null, all));
    return box;
  }

  /** Offers these behind the first, which is all. */
  private <T> void fill(JComboBox<Choice<T>> box, List<Choice<T>> choices) {
    List<Choice<T>> next = new ArrayList<>(List.of(box.getItemAt(0)));
    next.addAll(choices);
    List<Choice<T>> before = new ArrayList<>();
    for (int i = 0; i < box.getItemCount(); i++) {
      before.add(box.getItemAt(i));
    }
    if (before.equals(next)) {
      return;
    }
    T chosen = value(box);
    filling = true;
    box.removeAllItems();
    next.forEach(box::addItem);
    next.stream()
        .filter(c -> Objects.equals(c.value(), chosen))
        .findFirst()
        .ifPresent(box::setSelectedItem);
    filling = false;
  }

  private static <T> T value(JComboBox<Choice<T>> box) {
    int index = box.getSelectedIndex();
    return index < 0 ? null : box.getItemAt(index).value();
  }
}
