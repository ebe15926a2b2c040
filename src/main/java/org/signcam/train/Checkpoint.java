package org.signcam.train;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.signcam.base.AtomicFiles;
import org.signcam.base.UserException;
import org.signcam.net.Safetensors;
import org.signcam.net.Safetensors.Content;
import org.signcam.net.Safetensors.Tensor;
import org.signcam.train.Loop.State;
import org.signcam.train.Validation.Answers;

/**
 * A training cut off anywhere goes on from here: one safetensors file with all arrays of the {@link
 * Loop} in float32, and where it stood as JSON. Written atomically, so that whatever happens the
 * last whole one is there.
 */
final class Checkpoint {
  private static final String STATE = "signcam.training";
  private static final String ANSWERS = "answers";
  private static final Gson GSON = new Gson();

  private final Path file;
  private final String fingerprint;

  /** What the file's JSON holds. */
  private record Stored(String fingerprint, State state, double minutes) {}

  /**
   * @param fingerprint of all that decides how the run goes; another run's checkpoint is not used
   */
  Checkpoint(Path file, String fingerprint) {
    this.file = file;
    this.fingerprint = fingerprint;
  }

  /**
   * Writes where the loop stands.
   *
   * @param minutes of training so far
   */
  void write(Loop loop, double minutes) {
    Map<String, Tensor> tensors = new LinkedHashMap<>(loop.tensors());
    State state = loop.state();
    if (state.logits() != null && !state.logits().isEmpty()) {
      int width = state.logits().get(0).length;
      float[] flat = new float[state.logits().size() * width];
      for (int i = 0; i < state.logits().size(); i++) {
        System.arraycopy(state.logits().get(i), 0, flat, i * width, width);
      }
      tensors.put(ANSWERS, Tensor.of(flat, state.logits().size(), width));
    }
    Stored stored = new Stored(fingerprint, without(state), minutes);
    Safetensors.write(file, new Content(tensors, Map.of(STATE, GSON.toJson(stored))));
  }

  private static State without(State s) {
    return with(s, null);
  }

  private static State with(State s, List<float[]> logits) {
    return new State(
        s.phase(),
        s.step(),
        s.total(),
        s.unvalidated(),
        s.optimizerSteps(),
        s.averagerSteps(),
        s.hasBest(),
        s.bestScore(),
        s.bestPhase(),
        s.bestSide(),
        logits);
  }

  /**
   * Puts the loop where the file says, if there is one of this very run. One of another run, or
   * damaged, is set aside.
   *
   * @param validation pictures and labels that the answers are of
   * @return minutes of training already spent, or −1 when the run begins at its beginning
   */
  double resume(Loop loop, Answers validation, Progress progress) {
    if (!Files.exists(file)) {
      return -1;
    }
    Content content;
    Stored stored;
    try {
      content = Safetensors.read(file);
      stored = GSON.fromJson(content.metadata().get(STATE), Stored.class);
    } catch (UserException | JsonParseException e) {
      setAside(progress, "cannot be read (" + e.getMessage() + ")");
      return -1;
    }
    if (stored == null || !fingerprint.equals(stored.fingerprint())) {
      setAside(progress, "is of a run with other pictures or settings");
      return -1;
    }
    Tensor answers = content.tensors().get(ANSWERS);
    loop.restore(with(stored.state(), rows(answers)), content.tensors(), validation);
    return stored.minutes();
  }

  private static List<float[]> rows(Tensor answers) {
    if (answers == null) {
      return null;
    }
    float[] flat = answers.floats();
    int width = (int) answers.shape()[1];
    List<float[]> rows = new ArrayList<>();
    for (int i = 0; i < flat.length; i += width) {
      rows.add(java.util.Arrays.copyOfRange(flat, i, i + width));
    }
    return rows;
  }

  private void setAside(Progress progress, String why) {
    Path aside = file.resolveSibling("set-aside-" + file.getFileName());
    try {
      Files.move(file, aside, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UserException(
          "Cannot set the checkpoint " + file + " aside: " + AtomicFiles.reason(e) + ".", e);
    }
    progress.say("the checkpoint " + file + " " + why + "; it was set aside as " + aside);
  }

  /** The run has ended and its model is written. */
  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UserException(
          "Cannot delete the checkpoint " + file + ": " + AtomicFiles.reason(e) + ".", e);
    }
  }
}
