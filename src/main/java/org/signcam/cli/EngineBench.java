package org.signcam.cli;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.opencv.core.Mat;
import org.signcam.base.Percentiles;
import org.signcam.base.UserException;
import org.signcam.camera.FrameSource;
import org.signcam.export.OnnxExport;
import org.signcam.image.InputImage;
import org.signcam.image.Region;
import org.signcam.inference.EngineChoice;
import org.signcam.inference.OpenModel;
import org.signcam.model.Devices;
import org.signcam.model.GestureModel;
import org.signcam.model.ModelCard;
import org.signcam.net.Safetensors;
import org.signcam.net.Safetensors.Content;

/**
 * {@code bench --engines}: one forward pass of the same weights on the same picture, by every
 * engine there is. They take turns, a block of passes each, so that all see the same machine; each
 * block's median against that of bare ONNX Runtime in the same round makes the ratios. The first
 * passes of a block are not counted: threads of the engine before may still spin.
 */
final class EngineBench {
  private static final int BLOCK = 8;
  private static final int UNCOUNTED = 3;

  private final List<Peer> peers = new ArrayList<>();
  private final ByteBuffer rgb;

  /**
   * @param file the model
   * @param opener opens it on each engine
   * @param device {@code auto}, {@code cpu} or {@code gpu}, for PyTorch
   * @param source the picture is its first frame
   * @param region of the frame; {@code null} for the centred one
   */
  EngineBench(Path file, ModelOpener opener, String device, FrameSource source, Region region) {
    Content content = Safetensors.read(file);
    ModelCard card = GestureModel.card(content, file);
    int side = card.inputSide();
    rgb = picture(source, region, side);
    byte[] bare = OnnxExport.of(card, content.tensors(), file.toString(), OnnxExport.Options.BARE);
    peers.add(Peer.onnxRuntime(bare, side, rgb));
    peers.add(Peer.openCv(bare, side, rgb));
    List<EngineChoice> engines = new ArrayList<>(List.of(EngineChoice.PYTORCH, EngineChoice.ONNX));
    if (Devices.choose(device).isGpu()) {
      engines.add(EngineChoice.PYTORCH_FLOAT16); // on a CPU it is slow and nobody's choice
    }
    if (card.quantization() != null) {
      engines.add(EngineChoice.ONNX_INT8);
    }
    try {
      for (EngineChoice engine : engines) {
        boolean torch = engine == EngineChoice.PYTORCH || engine == EngineChoice.PYTORCH_FLOAT16;
        String where = torch ? device : "cpu";
        OpenModel model = opener.open(file.toString(), where, engine);
        peers.add(Peer.ours("signcam --engine " + engine, model, rgb));
      }
    } catch (RuntimeException e) {
      peers.forEach(Peer::close);
      throw e;
    }
  }

  private static ByteBuffer picture(FrameSource source, Region region, int side) {
    Mat frame = new Mat();
    try (InputImage input = new InputImage(side)) {
      if (!source.read(frame)) {
        throw new UserException(source.info().name() + " ended before a frame could be read.");
      }
      Region square = region == null ? Region.centred(frame.cols(), frame.rows()) : region;
      return input.fill(frame, square);
    } finally {
      frame.release();
    }
  }

  /**
   * What was found of one engine.
   *
   * @param millis of every counted pass
   * @param ratios of each round's median to bare ONNX Runtime's
   */
  record Line(String name, double[] millis, double[] ratios) {
    Map<String, Object> json() {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("engine", name);
      line.put("forward_ms", Json.percentiles(Percentiles.of(millis)));
      line.put("ratio", Json.rounded(quantile(0.5)));
      line.put("ratio_p10", Json.rounded(quantile(0.1)));
      line.put("ratio_p90", Json.rounded(quantile(0.9)));
      return line;
    }

    double quantile(double share) {
      double[] sorted = ratios.clone();
      Arrays.sort(sorted);
      return sorted[(int) Math.round(share * (sorted.length - 1))];
    }
  }

  /** All of them; bare ONNX Runtime comes first. */
  record Figures(List<Line> lines) implements BenchFigures {
    @Override
    public Map<String, Object> json() {
      return Map.of("engines", lines.stream().map(Line::json).toList());
    }

    @Override
    public String toString() {
      return table(lines);
    }
  }

  /** Times all engines and closes them. */
  Figures run(int rounds) {
    double[][][] millis = new double[peers.size()][rounds][];
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < peers.size(); i++) {
      order.add(i);
    }
    try (Progress progress = new Progress("engines", rounds)) {
      for (int round = 0; round < rounds; round++) {
        for (int i : order) {
          millis[i][round] = block(peers.get(i));
        }
        Collections.rotate(order, 1); // nobody always runs behind the same one
        progress.stepTo(round + 1L);
      }
    } finally {
      peers.forEach(Peer::close);
    }
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < millis.length; i++) {
      double[] ratios = new double[rounds];
      for (int round = 0; round < rounds; round++) {
        ratios[round] = median(millis[i][round]) / median(millis[0][round]);
      }
      double[] all = Arrays.stream(millis[i]).flatMapToDouble(Arrays::stream).toArray();
      lines.add(new Line(peers.get(i).name(), all, ratios));
    }
    return new Figures(lines);
  }

  private static double median(double[] values) {
    return Percentiles.of(values).p50();
  }

  private static double[] block(Peer peer) {
    double[] counted = new double[BLOCK - UNCOUNTED];
    for (int i = -UNCOUNTED; i < counted.length; i++) {
      long start = System.nanoTime();
      peer.run();
      if (i >= 0) {
        counted[i] = (System.nanoTime() - start) / 1e6;
      }
    }
    return counted;
  }

  /** A table for people. */
  private static String table(List<Line> lines) {
    Table table = new Table().row("ENGINE", "p50 ms", "p95 ms", "p99 ms", "× BARE", "p10–p90");
    for (Line line : lines) {
      Percentiles p = Percentiles.of(line.millis());
      table.row(
          line.name(),
          number(p.p50()),
          number(p.p95()),
          number(p.p99()),
          number(line.quantile(0.5)),
          number(line.quantile(0.1)) + "–" + number(line.quantile(0.9)));
    }
    return table.toString();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
