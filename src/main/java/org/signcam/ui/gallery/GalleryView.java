package org.signcam.ui.gallery;

import java.awt.BorderLayout;
import java.awt.CardLayout;
import java.awt.Dimension;
import java.util.List;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JMenuItem;
import javax.swing.JPanel;
import javax.swing.JPopupMenu;
import javax.swing.JScrollPane;
import javax.swing.ScrollPaneConstants;
import org.signcam.ui.MessagePane;
import org.signcam.ui.Notice;
import org.signcam.ui.Palette;
import org.signcam.ui.WrapPanel;

/** Everything inside the Gallery tab, laid out; it knows no store. Swing thread. */
final class GalleryView extends JPanel {
  private static final int GAP = 14;

  final Filters filters = new Filters();
  final JButton importing =
      button("Import…", 'I', "Import folders or zip files; or drop them here");
  final JButton export = button("Export…", 'E', "Export as plain folders or a zip file");
  final JButton ask = button("Ask the model", 'K', "What the model in use reads on the pictures");
  final JButton more = button("More", 'M', "Trash, and erasing a signer");
  final JButton delete = button("Delete", 'D', "Move to the trash (Delete)");
  final JButton relabel = button("Relabel…", 'R', "Give the pictures another letter (R)");
  final JButton move = button("Move…", 'O', "Give the pictures to another signer (M)");
  final JButton undo = button("Undo", 'U', "Take back the last change (Ctrl+Z)");
  final JMenuItem restoreTrash = new JMenuItem("Bring back all from the trash", 'B');
  final JMenuItem emptyTrash = new JMenuItem("Empty the trash…", 'T');
  final JMenuItem erase = new JMenuItem("Erase a signer…", 'E');
  final JLabel status = new JLabel(" ");
  final WorkRow changing = new WorkRow();
  final WorkRow looking = new WorkRow();
  final Notice notice = new Notice();
  final ThumbnailPane pictures;
  private final JScrollPane scroll;
  private final MessagePane message = new MessagePane();
  private final CardLayout cards = new CardLayout();
  private final JPanel stage = new JPanel(cards);
  private boolean bare;
  private boolean usable = true;
  private final WrapPanel head = new WrapPanel(8, 6);
  private final WrapPanel foot = new WrapPanel(8, 6);

  GalleryView(ThumbnailPane pictures) {
    super(new BorderLayout(0, 10));
    this.pictures = pictures;
    setBorder(BorderFactory.createEmptyBorder(GAP, GAP, 8, GAP));
    JPopupMenu menu = new JPopupMenu();
    menu.add(restoreTrash);
    menu.add(emptyTrash);
    menu.addSeparator();
    menu.add(erase);
    more.addActionListener(e -> menu.show(more, 0, more.getHeight()));
    filters.choosers().forEach(head::add);
    for (var c : List.of(importing, export, ask, more)) {
      head.add(c);
    }
    for (var c : List.of(delete, relabel, move, undo, status)) {
      foot.add(c);
    }
    status.setMinimumSize(new Dimension(0, 0));
    status.getAccessibleContext().setAccessibleName("Status");
    scroll =
        new JScrollPane(
            pictures,
            ScrollPaneConstants.VERTICAL_SCROLLBAR_ALWAYS,
            ScrollPaneConstants.HORIZONTAL_SCROLLBAR_NEVER);
    scroll.getViewport().addChangeListener(e -> pictures.ask());
    JPanel said = new JPanel(new MessagePane.Centred());
    said.add(message);
    stage.add(scroll, "pictures");
    stage.add(said, "message");
    JPanel rows = new JPanel(new BorderLayout(0, 8));
    rows.add(looking, BorderLayout.NORTH);
    rows.add(changing, BorderLayout.CENTER);
    rows.add(notice, BorderLayout.SOUTH);
    JPanel end = new JPanel(new BorderLayout(0, 8));
    end.add(foot, BorderLayout.NORTH);
    end.add(rows, BorderLayout.CENTER);
    add(head, BorderLayout.NORTH);
    add(stage, BorderLayout.CENTER);
    add(end, BorderLayout.SOUTH);
    updateUI();
  }

  @Override
  public void updateUI() {
    super.updateUI();
    if (scroll != null) { // JPanel's constructor calls this
      scroll.getViewport().setBackground(Palette.card());
    }
  }

  private static JButton button(String words, char mnemonic, String tip) {
    JButton button = new JButton(words);
    button.setMnemonic(mnemonic);
    button.setToolTipText(tip);
    return button;
  }

  /** Only the pictures, for a full screen. */
  void setBare(boolean on) {
    bare = on;
    showControls();
  }

  /** Whether there is something to choose and do. */
  void setUsable(boolean on) {
    usable = on;
    showControls();
  }

  private void showControls() {
    head.setVisible(usable && !bare);
    foot.setVisible(usable && !bare);
    revalidate();
  }

  /** A message in place of the pictures; null for the pictures. */
  void show(MessagePane.Message instead) {
    message.show(instead);
    cards.show(stage, instead == null ? "pictures" : "message");
  }
}
