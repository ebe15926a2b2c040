package org.signcam.ui.gallery;

import javax.swing.JComponent;

/** What tests and demos outside the room see of it. */
public final class Peek {
  private Peek() {}

  /** Whether there are pictures, and all in view are drawn. Any thread. */
  public static boolean isComplete(GalleryTab tab) {
    ThumbnailPane pane = pane(tab);
    boolean laidOut = pane.grid().height() <= pane.getHeight() && !pane.getVisibleRect().isEmpty();
    return !pane.arrangement().isEmpty() && laidOut && pane.missing() == 0;
  }

  public static JComponent pictures(GalleryTab tab) {
    return pane(tab);
  }

  public static long thumbnailBytes(GalleryTab tab) {
    return pane(tab).thumbnails.bytes();
  }

  /** How many pictures are shown. */
  public static int shown(GalleryTab tab) {
    return pane(tab).arrangement().size();
  }

  /** How many pictures are chosen. */
  public static int chosen(GalleryTab tab) {
    return pane(tab).selection.count();
  }

  private static ThumbnailPane pane(GalleryTab tab) {
    return ((GalleryView) tab.view()).pictures;
  }
}
