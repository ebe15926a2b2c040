package org.signcam.ui.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.swing.AbstractButton;
import javax.swing.JCheckBox;
import org.signcam.ui.WrapPanel;

/** A box for each signer: whose pictures are learnt from. */
final class SignerBoxes extends WrapPanel {
  private final transient Map<String, JCheckBox> boxes = new LinkedHashMap<>();
  private transient Runnable onChange = () -> {};

  SignerBoxes() {
    super(12, 4);
    setOpaque(false);
  }

  void onChange(Runnable listener) {
    onChange = listener;
  }

  /** Who can be chosen; whoever is new is. */
  void setSigners(List<String> signers) {
    if (signers.equals(List.copyOf(boxes.keySet()))) {
      return; // the keyboard may be on a box
    }
    Map<String, JCheckBox> before = Map.copyOf(boxes);
    boxes.clear();
    removeAll();
    for (String signer : signers) {
      JCheckBox box = before.get(signer);
      if (box == null) {
        box = new JCheckBox(signer, true);
        box.setOpaque(false);
        box.addActionListener(e -> onChange.run());
      }
      boxes.put(signer, box);
      add(box);
    }
    revalidate();
    repaint();
  }

  List<String> chosen() {
    return boxes.values().stream()
        .filter(AbstractButton::isSelected)
        .map(AbstractButton::getText)
        .toList();
  }
}
