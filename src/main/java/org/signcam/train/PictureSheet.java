package org.signcam.train;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.signcam.base.AtomicFiles;

/**
 * A contact sheet: labelled pictures in a grid on white, as one PNG. Needs no display.
 *
 * <pre>{@code
 * PictureSheet.write(png, List.of(new Tile(picture, "A\nas recorded")), 4, 224);
 * }</pre>
 */
public final class PictureSheet {
  private static final int GAP = 12; // px, between pictures and around them
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
  private static final Color INK = new Color(0x1B1F24);

  private PictureSheet() {}

  /**
   * One picture.
   *
   * @param picture 8-bit BGR, height×width; stays the caller's, who releases it
   * @param caption one or more lines; what does not fit the picture's width ends in "…"
   */
  public record Tile(Mat picture, String caption) {}

  /**
   * Draws and writes a sheet, whole or not at all.
   *
   * @param tiles at least one; from left to right, then down
   * @param columns pictures a row
   * @param side of the square, px, that each picture is fitted into, its shape kept
   * @throws org.signcam.base.UserException when the file cannot be written
   */
  public static void write(Path png, List<Tile> tiles, int columns, int side) {
    BufferedImage sheet = draw(tiles, columns, side);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(sheet, "png", bytes);
    } catch (IOException e) {
      throw new IllegalStateException("every Java writes PNG to memory", e);
    }
    AtomicFiles.write(png, bytes.toByteArray());
  }

  private static BufferedImage draw(List<Tile> tiles, int columns, int side) {
    int lines = tiles.stream().mapToInt(t -> (int) t.caption().lines().count()).max().orElseThrow();
    int lineHeight = FONT.getSize() * 4 / 3;
    int down = side + GAP + lines * lineHeight; // from one row to the next
    int across = side + GAP;
    int rows = (tiles.size() + columns - 1) / columns;
    int width = GAP + Math.min(columns, tiles.size()) * across;
    BufferedImage sheet = new BufferedImage(width, GAP + rows * down, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = sheet.createGraphics();
    try {
      graphics.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
      graphics.setColor(INK);
      graphics.setFont(FONT);
      for (int i = 0; i < tiles.size(); i++) {
        int x = GAP + i % columns * across;
        int y = GAP + i / columns * down;
        BufferedImage picture = fitted(tiles.get(i).picture(), side);
        graphics.drawImage(
            picture,
            x + (side - picture.getWidth()) / 2,
            y + (side - picture.getHeight()) / 2,
            null);
        int line = y + side + FONT.getSize();
        for (String text : tiles.get(i).caption().lines().toList()) {
          graphics.drawString(shortened(text, graphics.getFontMetrics(), side), x, line);
          line += lineHeight;
        }
      }
    } finally {
      graphics.dispose();
    }
    return sheet;
  }

  private static BufferedImage fitted(Mat bgr, int side) {
    if (bgr.type() != CvType.CV_8UC3 || bgr.empty()) {
      throw new IllegalArgumentException("Expected an 8-bit BGR picture, found " + bgr);
    }
    double scale = (double) side / Math.max(bgr.cols(), bgr.rows());
    int width = Math.max(1, (int) Math.round(bgr.cols() * scale));
    int height = Math.max(1, (int) Math.round(bgr.rows() * scale));
    Mat scaled = new Mat();
    try {
      int interpolation = scale < 1 ? Imgproc.INTER_AREA : Imgproc.INTER_LINEAR;
      Imgproc.resize(bgr, scaled, new Size(width, height), 0, 0, interpolation);
      BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
      scaled.get(0, 0, ((DataBufferByte) picture.getRaster().getDataBuffer()).getData());
      return picture;
    } finally {
      scaled.release();
    }
  }

  private static String shortened(String text, FontMetrics metrics, int width) {
    String shown = text;
    for (int end = text.length(); metrics.stringWidth(shown) > width && end > 0; ) {
      end = text.offsetByCodePoints(end, -1);
      shown = text.substring(0, end) + "…";
    }
    return shown;
  }
}
