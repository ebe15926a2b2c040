package org.signcam.train;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.signcam.base.AtomicFiles;
import org.signcam.samples.Sample;
import org.signcam.samples.SampleSet;

/** All that decides how a training goes, in one SHA-256: two runs of the same one are the same. */
final class RunDigest {
  private RunDigest() {}

  static String of(
      Recipe recipe, TrainingData data, List<Sample> pictures, Training.Settings settings) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      add(sha, recipe.settings().toString());
      add(sha, data.labels().toString() + data.letters() + data.digest());
      pictures.forEach(s -> add(sha, s.signer() + "/" + s.label() + "/" + place(s)));
      data.split().validation().forEach(s -> add(sha, "validation " + place(s)));
      add(sha, Long.toString(settings.seed()));
      add(sha, settings.device().toString());
      addFile(sha, settings.weights());
      settings.landmarks().forEach(csv -> addFile(sha, csv));
      if (!settings.hands().isEmpty()) {
        add(sha, SampleSet.read(settings.hands()).digest());
      }
      addFile(sha, settings.frames());
      addFile(sha, settings.teacher());
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String place(Sample sample) {
    return sample.file() + (sample.region() == null ? "" : " " + sample.region());
  }

  private static void add(MessageDigest sha, String text) {
    sha.update(text.getBytes(StandardCharsets.UTF_8));
    sha.update((byte) 0);
  }

  private static void addFile(MessageDigest sha, Path file) {
    try {
      add(sha, file == null ? "none" : "file");
      if (file != null) {
        sha.update(Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw AtomicFiles.unreadable(file, e);
    }
  }
}
