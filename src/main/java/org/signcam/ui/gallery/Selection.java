package org.signcam.ui.gallery;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.signcam.samples.Sample;

/**
 * Which pictures are chosen, as lists everywhere do it: the lead is where the keyboard is, the
 * anchor where a range begins. Indexes are those of the arrangement. Swing thread.
 */
final class Selection {
  private Arrangement among = Arrangement.NONE;
  private final BitSet chosen = new BitSet();
  private int lead = -1;
  private int anchor = -1;

  /** Other pictures, or in another order: those that are still there stay chosen. */
  void arrange(Arrangement next) {
    Set<Sample> before = new HashSet<>(samples());
    Sample leader = lead < 0 ? null : among.samples().get(lead);
    int was = lead;
    among = next;
    choose(before);
    int now = leader == null ? -1 : next.samples().indexOf(leader);
    lead = now >= 0 ? now : Math.min(was, next.size() - 1);
    anchor = lead;
  }

  /** Chooses these, as far as they are there, and nothing else; the first leads. */
  void choose(Collection<Sample> samples) {
    chosen.clear();
    Set<Sample> wanted = new HashSet<>(samples);
    if (!wanted.isEmpty()) {
      for (int i = 0; i < among.size(); i++) {
        if (wanted.contains(among.samples().get(i))) {
          chosen.set(i);
        }
      }
    }
    if (!chosen.isEmpty()) {
      lead = chosen.nextSetBit(0);
      anchor = lead;
    }
  }

  /**
   * A click, or a step of the keyboard.
   *
   * @param toggle Ctrl: the others stay as they are
   * @param extend Shift: from the anchor to here
   */
  void click(int index, boolean toggle, boolean extend) {
    if (index < 0 || index >= among.size()) {
      if (!toggle && !extend) {
        clear();
      }
      return;
    }
    if (extend && anchor >= 0) {
      if (!toggle) {
        chosen.clear();
      }
      chosen.set(Math.min(anchor, index), Math.max(anchor, index) + 1);
    } else if (toggle) {
      chosen.flip(index);
      anchor = index;
    } else {
      chosen.clear();
      chosen.set(index);
      anchor = index;
    }
    lead = index;
  }

  /** Moves the lead and chooses nothing. */
  void lead(int index) {
    if (index >= 0 && index < among.size()) {
      lead = index;
    }
  }

  /** Chooses a whole group, besides what is chosen or in its place. */
  void group(int group, boolean besides) {
    if (!besides) {
      chosen.clear();
    }
    Arrangement.Group g = among.groups().get(group);
    chosen.set(g.first(), g.first() + g.size());
    lead = g.first();
    anchor = lead;
  }

  void all() {
    chosen.set(0, among.size());
    lead = Math.min(Math.max(lead, 0), among.size() - 1);
  }

  void clear() {
    chosen.clear();
  }

  boolean has(int index) {
    return chosen.get(index);
  }

  int count() {
    return chosen.cardinality();
  }

  /** Where the keyboard is; −1 before it has been anywhere. */
  int lead() {
    return lead;
  }

  /** What is chosen, in the order shown. */
  List<Sample> samples() {
    List<Sample> samples = new ArrayList<>(chosen.cardinality());
    chosen.stream().forEach(i -> samples.add(among.samples().get(i)));
    return samples;
  }
}
