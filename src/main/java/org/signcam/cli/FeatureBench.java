package org.signcam.cli;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.signcam.base.Percentiles;
import org.signcam.export.OnnxExport;
import org.signcam.inference.FeatureExtractor;
import org.signcam.model.GestureModel;
import org.signcam.model.ModelCard;
import org.signcam.net.Safetensors;
import org.signcam.net.Safetensors.Content;

/**
 * {@code bench --features}: how fast the frozen stages of a training look at pictures, uint8 to
 * float16, beside bare ONNX Runtime on the same network, float32 to float32; batches in turns.
 */
final class FeatureBench {
  private static final int BATCH = 32; // as a training's

  private final ModelCard card;
  private final Content content;
  private final String file;

  FeatureBench(Path file) {
    content = Safetensors.read(file);
    card = GestureModel.card(content, file);
    this.file = file.toString();
  }

  /**
   * What was found.
   *
   * @param ours pictures a second of each batch
   * @param bare likewise
   */
  record Figures(double[] ours, double[] bare) implements BenchFigures {
    private double ratio() {
      double[] ratios = new double[ours.length];
      for (int i = 0; i < ratios.length; i++) {
        ratios[i] = ours[i] / bare[i];
      }
      return Percentiles.of(ratios).p50();
    }

    @Override
    public Map<String, Object> json() {
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("batch", BATCH);
      figures.put("batches", ours.length);
      figures.put("pictures_per_second", Json.rounded(Percentiles.of(ours).p50()));
      figures.put("onnx_runtime_pictures_per_second", Json.rounded(Percentiles.of(bare).p50()));
      figures.put("ratio", Json.rounded(ratio()));
      return figures;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "features of %.1f pictures a second; bare ONNX Runtime on the same network %.1f; %.2f ×,"
              + " medians of %d batches of %d in turns%n",
          Percentiles.of(ours).p50(),
          Percentiles.of(bare).p50(),
          ratio(),
          ours.length,
          BATCH);
    }
  }

  /**
   * Times so many pictures each way, rounded up to batches, after one batch that is not counted.
   */
  Figures run(int pictures) {
    int batches = (pictures + BATCH - 1) / BATCH;
    int side = card.inputSide();
    ByteBuffer rgb = ByteBuffer.allocateDirect(BATCH * side * side * 3);
    SplittableRandom random = new SplittableRandom(1);
    byte[] noise = new byte[rgb.capacity()];
    random.nextBytes(noise);
    rgb.put(noise).flip();
    double[] ours = new double[batches];
    double[] bare = new double[batches];
    byte[] graph = OnnxExport.of(card, content.tensors(), file, OnnxExport.Options.BARE);
    try (FeatureExtractor extractor =
            new FeatureExtractor(card, content.tensors(), file, side, OnnxExport.Part.VECTOR);
        Peer peer = Peer.onnxRuntime(graph, side, rgb); // the head costs next to nothing
        Progress progress = new Progress("features", batches)) {
      for (int i = -1; i < batches; i++) {
        double own = perSecond(() -> extractor.halves(rgb.rewind(), BATCH));
        double other = perSecond(peer::run);
        if (i >= 0) {
          ours[i] = own;
          bare[i] = other;
          progress.stepTo(i + 1L);
        }
      }
    }
    return new Figures(ours, bare);
  }

  private static double perSecond(Runnable batch) {
    long start = System.nanoTime();
    batch.run();
    return BATCH / ((System.nanoTime() - start) / 1e9);
  }
}
