package org.signcam.ui.gallery;

/** In which order the pictures are shown. */
enum Order {
  NEWEST("Newest first"),
  OLDEST("Oldest first"),
  DOUBTFUL("Most doubtful first");

  private final String words;

  Order(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
