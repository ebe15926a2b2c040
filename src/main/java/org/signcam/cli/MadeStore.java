package org.signcam.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;
import org.signcam.image.OpenCv;
import org.signcam.image.Region;
import org.signcam.samples.RecordingSession;
import org.signcam.samples.SampleSet;
import org.signcam.samples.SampleStore;

/** A store of small pictures, blots of colour, of twenty people and ten labels: to be timed. */
final class MadeStore {
  private static final int SIGNERS = 20;
  static final List<String> LABELS =
      List.of("A", "B", "C", "D", "E", "F", "G", "H", "I", SampleSet.NOTHING);
  private static final int BURSTS = 100;
  private static final int SIDE = 144;
  private static final Region REGION = new Region(24, 24, 96);

  private MadeStore() {}

  /**
   * Records so many, as many of each person.
   *
   * @param samples an empty folder, which becomes the store
   */
  static void record(int pictures, Path samples) {
    OpenCv.load();
    Core.setRNGSeed(1);
    int each = Math.max(1, pictures / BURSTS);
    try (SampleStore store = SampleStore.open(samples);
        Progress progress = new Progress("record", pictures)) {
      int done = 0;
      for (int person = 0; person < SIGNERS; person++) {
        try (RecordingSession session = store.begin("person" + person, "made pictures")) {
          int last = (int) ((long) pictures * (person + 1) / SIGNERS);
          for (int burst = -1; done < last; done++) {
            if (burst != done / each) {
              burst = done / each;
              session.nextBurst();
            }
            session.add(LABELS.get(burst % LABELS.size()), picture(), REGION, Instant.now());
            progress.stepTo(done + 1L);
          }
        }
      }
    }
  }

  /** No two are the same. */
  private static byte[] picture() {
    Mat blots = new Mat(6, 6, CvType.CV_8UC3);
    Mat large = new Mat();
    MatOfByte jpeg = new MatOfByte();
    try {
      Core.randu(blots, 0, 256);
      Imgproc.resize(blots, large, new Size(SIDE, SIDE), 0, 0, Imgproc.INTER_CUBIC);
      Imgcodecs.imencode(".jpg", large, jpeg);
      return jpeg.toArray();
    } finally {
      blots.release();
      large.release();
      jpeg.release();
    }
  }
}
