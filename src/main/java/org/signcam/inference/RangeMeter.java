package org.signcam.inference;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.signcam.base.UserException;
import org.signcam.export.OnnxExport;
import org.signcam.model.ActivationRange;
import org.signcam.model.ModelCard;
import org.signcam.net.Safetensors.Tensor;

/**
 * Measures between what the steps of a network give on pictures, so that they can be kept in 8 bits
 * when no pictures are at hand.
 *
 * @see <a href="https://arxiv.org/abs/2004.09602">Wu et al. 2020, section 3.2: why not the very
 *     extremes</a>
 */
public final class RangeMeter implements AutoCloseable {
  /** Of this share of pictures the range holds every activation. */
  private static final double SHARE = 0.99;

  private final OnnxSession session;
  private final Map<String, List<Float>> lows = new LinkedHashMap<>();
  private final Map<String, List<Float>> highs = new LinkedHashMap<>();

  /**
   * @param tensors the model's weights
   * @param source their file, for messages
   * @throws org.signcam.base.UserException when the weights are not those of the card's network
   */
  public RangeMeter(ModelCard card, Map<String, Tensor> tensors, String source) {
    byte[] graph = OnnxExport.observed(card, tensors, source);
    session = new OnnxSession(graph, card.inputSide(), Engines.threads(), true);
  }

  /**
   * Looks at a picture.
   *
   * @param rgb a direct buffer of side×side×3 uint8
   */
  public void look(ByteBuffer rgb) {
    session.run(rgb, 1).forEach(this::note);
  }

  private void note(String step, float[] values) {
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    for (float v : values) {
      low = Math.min(low, v);
      high = Math.max(high, v);
    }
    lows.computeIfAbsent(step, s -> new ArrayList<>()).add(low);
    highs.computeIfAbsent(step, s -> new ArrayList<>()).add(high);
  }

  /**
   * The ranges by step; none before the first picture.
   *
   * @throws UserException when the network gave what is no number
   */
  public Map<String, ActivationRange> ranges() {
    Map<String, ActivationRange> ranges = new LinkedHashMap<>();
    lows.forEach(
        (step, low) -> {
          float bottom = -atMost(low.stream().map(v -> -v).toList());
          float top = Math.max(atMost(highs.get(step)), bottom + ActivationRange.LEAST);
          if (!(top - bottom <= ActivationRange.MOST)) {
            throw new UserException(
                "The network's activations at " + step + " are not finite, or far too large.");
          }
          ranges.put(step, new ActivationRange(bottom, top));
        });
    return ranges;
  }

  private static float atMost(List<Float> values) {
    List<Float> sorted = values.stream().sorted().toList();
    return sorted.get((int) Math.ceil(SHARE * sorted.size()) - 1);
  }

  @Override
  public void close() {
    session.close();
  }
}
