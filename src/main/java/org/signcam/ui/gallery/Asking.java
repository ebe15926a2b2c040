package org.signcam.ui.gallery;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.swing.SwingUtilities;
import org.signcam.model.ModelCard;
import org.signcam.samples.Sample;
import org.signcam.ui.ModelState;

/** Has the model in use read the pictures. Swing thread, but for {@link #close}. */
final class Asking implements AutoCloseable {
  private final GalleryTab.ModelUse models;
  private final Opinions opinions;
  private final GalleryView view;
  private final Work work;
  private ModelState model; // the one in use; null before the first

  /**
   * @param models loads the model
   * @param onChange told that the model has begun or ended
   */
  Asking(GalleryTab.ModelUse models, Opinions opinions, GalleryView view, Runnable onChange) {
    this.models = models;
    this.opinions = opinions;
    this.view = view;
    work = new Work("signcam-asking", view.looking, view.notice::warn, onChange);
  }

  /** Another model is in use. */
  void setModel(ModelState next) {
    work.stop();
    model = next;
    opinions.of(next.file());
    view.pictures.repaint();
  }

  /** Of the model in use; null for none. */
  ModelCard card() {
    return model == null ? null : model.card();
  }

  boolean isOpen() {
    return model != null && !work.isBusy();
  }

  /** Has these read, and shows the doubtful ones first. */
  void ask(List<Sample> wanted) {
    if (!isOpen() || wanted.isEmpty()) {
      return;
    }
    Path file = model.file();
    opinions.of(file);
    work.start(
        "The model reads the pictures",
        true,
        steps -> {
          int[] unreadable = new int[1];
          models.with(
              file,
              classifier ->
                  unreadable[0] =
                      opinions.look(
                          wanted,
                          classifier,
                          (done, total) -> {
                            steps.at(done, total);
                            SwingUtilities.invokeLater(view.pictures::repaint);
                          }));
          return unreadable[0];
        },
        unreadable -> tell(wanted, unreadable),
        () -> tell(wanted, 0));
  }

  private void tell(List<Sample> wanted, int unreadable) {
    List<Opinion> judged = wanted.stream().map(opinions::get).filter(Objects::nonNull).toList();
    long otherwise = judged.stream().filter(o -> !o.agrees()).count();
    view.filters.order.setSelectedItem(Order.DOUBTFUL); // arranges them, also when it was so
    view.notice.tell(
        "The model reads %,d of %s otherwise than labelled.%s"
            .formatted(
                otherwise,
                Changes.pictures(judged.size()),
                unreadable == 0 ? "" : " %,d cannot be read.".formatted(unreadable)));
  }

  @Override
  public void close() {
    work.close();
  }
}
