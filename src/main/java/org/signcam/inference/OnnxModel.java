package org.signcam.inference;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.signcam.export.OnnxExport;
import org.signcam.model.Classifier;
import org.signcam.model.ModelCard;
import org.signcam.model.Prediction;
import org.signcam.net.Safetensors.Tensor;

/**
 * A model on ONNX Runtime: on a CPU the fastest way, and PyTorch need not be loaded. One thread at
 * a time.
 */
public final class OnnxModel implements Classifier {
  private final ModelCard card;
  private final OnnxSession session;
  private final float[] logits;

  private OnnxModel(ModelCard card, OnnxSession session) {
    this.card = card;
    this.session = session;
    logits = new float[card.labels().size()];
  }

  /**
   * Exports a model in memory and loads that.
   *
   * @param weights {@code backbone.*} and {@code head.*}
   * @param source their file, for messages
   * @param eightBit whether the backbone computes in 8 bits
   * @throws org.signcam.base.UserException when the weights do not fit the card's network, saying
   *     which; or when 8 bits are asked for and the card lacks their ranges
   */
  public static OnnxModel of(
      ModelCard card, Map<String, Tensor> weights, String source, boolean eightBit) {
    OnnxExport.Options options =
        eightBit ? OnnxExport.Options.EIGHT_BIT : OnnxExport.Options.FLOAT32;
    byte[] graph = OnnxExport.of(card, weights, source, options);
    return new OnnxModel(card, new OnnxSession(graph, card.inputSide(), Engines.threads(), false));
  }

  public ModelCard card() {
    return card;
  }

  @Override
  public List<String> letters() {
    return card.letters();
  }

  @Override
  public int inputSide() {
    return card.inputSide();
  }

  @Override
  public Prediction predict(ByteBuffer rgb) {
    session.run(rgb, logits);
    return Prediction.of(logits, card);
  }

  @Override
  public List<Prediction> predict(List<ByteBuffer> rgb) {
    if (rgb.isEmpty()) {
      return List.of();
    }
    ByteBuffer batch = ByteBuffer.allocateDirect(rgb.size() * session.pictureBytes());
    rgb.forEach(picture -> batch.put(picture.duplicate()));
    float[] all = session.run(batch.flip(), rgb.size()).values().iterator().next();
    List<Prediction> predictions = new ArrayList<>();
    for (int i = 0; i < rgb.size(); i++) {
      System.arraycopy(all, i * logits.length, logits, 0, logits.length);
      predictions.add(Prediction.of(logits, card));
    }
    return predictions;
  }

  @Override
  public void close() {
    session.close();
  }
}
