package org.signcam.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.imgcodecs.Imgcodecs;
import org.signcam.base.UserException;
import org.signcam.image.OpenCv;
import org.signcam.image.Region;
import org.signcam.samples.Frames;
import org.signcam.samples.SampleSet;

class EvaluationTest {
  private static final Scalar RED = new Scalar(0, 0, 255);
  private static final Scalar GREEN = new Scalar(0, 255, 0);
  private static final Scalar BLUE = new Scalar(255, 0, 0);

  @TempDir Path dir;
  private final FakeClassifier model = new FakeClassifier();
  private int files;

  @BeforeAll
  static void natives() {
    OpenCv.load();
  }

  @Test
  void everyPictureIsAskedOnceInBatches() throws IOException {
    for (int i = 0; i < 40; i++) {
      paint("anna/A/" + i + ".png", RED);
    }
    paint("anna/B/0.png", GREEN);
    paint("anna/B/1.png", RED);
    paint("anna/nothing/0.png", BLUE);
    paint("anna/K/0.png", GREEN);
    List<String> progress = new ArrayList<>();
    Figures figures =
        Evaluation.measure(
            model,
            SampleSet.read(dir),
            Perturbation.NONE,
            (done, total) -> progress.add(done + "/" + total));
    assertThat(model.batches).containsExactly(32, 12);
    assertThat(progress).containsExactly("0/44", "32/44", "44/44");
    assertThat(figures.samples()).isEqualTo(44);
    assertThat(figures.confusion()).containsExactly(List.of(40, 0, 0), List.of(1, 1, 0));
    assertThat(figures.falseAcceptNothing().count()).isZero();
    assertThat(figures.falseAcceptOther().count()).isEqualTo(1);
  }

  @Test
  void ofAPictureThatIsNotSquareTheMiddleIsSeen() throws IOException {
    Mat wide = new Mat(20, 60, CvType.CV_8UC3, GREEN);
    wide.submat(new Rect(20, 0, 20, 20)).setTo(RED);
    save("A/wide.png", wide);
    assertThat(measure(Perturbation.NONE).accuracy()).isEqualTo(1);
    assertThat(Evaluation.centredSquare(60, 20)).isEqualTo(new Region(20, 0, 20));
    assertThat(Evaluation.centredSquare(20, 61)).isEqualTo(new Region(0, 20, 20));
  }

  @Test
  void aDisturbanceIsSeenByTheModel() throws IOException {
    Mat half = new Mat(20, 20, CvType.CV_8UC3, GREEN);
    half.submat(new Rect(0, 0, 10, 20)).setTo(RED);
    save("A/half.png", half);
    assertThat(measure(Perturbation.NONE).accuracy()).isEqualTo(1);
    assertThat(measure(Perturbation.parse("flip")).accuracy()).isZero();
  }

  @Test
  void anUnreadablePictureIsLeftOutWhenTheListenerLets() throws IOException {
    paint("A/0.png", RED);
    Files.createFile(dir.resolve("A/1.png"));
    List<Path> left = new ArrayList<>();
    ProgressListener lenient =
        new ProgressListener() {
          @Override
          public void progress(int done, int total) {}

          @Override
          public void unreadable(Path file, UserException why) {
            left.add(file);
          }
        };
    SampleSet set = SampleSet.read(dir);
    assertThat(Evaluation.measure(model, set, Perturbation.NONE, lenient).samples()).isEqualTo(1);
    assertThat(left).containsExactly(dir.resolve("A/1.png"));
    assertThatThrownBy(() -> measure(Perturbation.NONE)).isInstanceOf(UserException.class);
    Files.delete(dir.resolve("A/0.png"));
    SampleSet broken = SampleSet.read(dir);
    assertThatThrownBy(() -> Evaluation.measure(model, broken, Perturbation.NONE, lenient))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("None of the 1 pictures");
  }

  @Test
  void aModelForOtherLabelsIsSaid() throws IOException {
    paint("rock/0.png", RED);
    paint("nothing/0.png", BLUE);
    assertThatThrownBy(() -> measure(Perturbation.NONE))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("reads A, B")
        .hasMessageContaining("rock, nothing");
  }

  @Test
  void nothingAloneCanBeMeasured() throws IOException {
    paint("nothing/0.png", RED);
    Figures figures = measure(Perturbation.NONE);
    assertThat(figures.accuracy()).isNull();
    assertThat(figures.falseAcceptNothing().count()).isEqualTo(1);
  }

  @Test
  void ofAFrameOnlyTheSquareIsSeenAndItGoesOnBeyondTheEdge() throws IOException {
    Mat frame = new Mat(40, 80, CvType.CV_8UC3, RED);
    frame.colRange(30, 80).setTo(GREEN);
    save("frame.png", frame);
    Path csv = dir.resolve("frames.csv");
    Files.writeString(
        csv,
        """
        split,signer,letter,file,width,height,hand_cx,hand_cy,hand_side,palm_score
        test,ann,A,frame.png,80,40,20,20,40,0.9
        train,bob,B,frame.png,80,40,70,20,40,0.9
        """);
    Frames frames = Frames.read(csv);
    assertThat(ofFrames(frames, "none")).containsExactly("A", "B");
    assertThat(ofFrames(frames, "shift:-0.9")).containsExactly("B", "B");
    assertThat(ofFrames(frames, "shift:0.9")).containsExactly("A", "A");
    Files.writeString(csv, "header\ntest,ann,A,frame.png,80\n");
    assertThatThrownBy(() -> Frames.read(csv))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("has a line that is not a frame: test,ann,A");
  }

  @Test
  void ofAFrameTheSquareBeginsAtItsPixel() throws IOException {
    Mat frame = new Mat(60, 80, CvType.CV_8UC3, GREEN);
    frame.submat(new Rect(20, 30, 1, 1)).setTo(RED);
    assertThat(ofFrames(frames(frame, 24, 34, 8), "none")).containsExactly("A");
  }

  /** What is there before its edge is continued is the frame, not the square. */
  @Test
  void aRegionOutOfPlaceIsMovedOnceAndOtherDisturbancesActOnWhatIsSeen() throws IOException {
    Mat left = new Mat(80, 80, CvType.CV_8UC3, GREEN);
    left.colRange(0, 30).setTo(RED);
    Frames leftRed = frames(left, 20, 20, 40);
    assertThat(ofFrames(leftRed, "shift:-0.5")).as("sees 20–59").containsExactly("A");
    assertThat(ofFrames(leftRed, "flip")).containsExactly("B");
    Mat above = new Mat(80, 80, CvType.CV_8UC3, GREEN);
    above.rowRange(0, 30).setTo(RED);
    assertThat(ofFrames(frames(above, 20, 20, 40), "down:-0.5")).containsExactly("A");
    Mat corner = new Mat(80, 80, CvType.CV_8UC3, GREEN);
    corner.submat(new Rect(10, 10, 4, 4)).setTo(RED);
    assertThat(ofFrames(frames(corner, 20, 20, 40), "size:0.5")).as("10–29").containsExactly("A");
  }

  /** A frame with a hand about that point. */
  private Frames frames(Mat frame, int x, int y, int side) throws IOException {
    String name = "frame-%d-%d-%d-%d.png".formatted(x, y, side, files++);
    save(name, frame);
    Path csv = dir.resolve(name + ".csv");
    Files.writeString(
        csv,
        "split,signer,letter,file,width,height,hand_cx,hand_cy,hand_side,palm_score\n"
            + "test,ann,A,%s,80,80,%d,%d,%d,0.9\n".formatted(name, x, y, side));
    return Frames.read(csv);
  }

  private List<String> ofFrames(Frames frames, String disturbance) {
    return Evaluation.outcomes(
            model, frames.set(), frames, Perturbation.parse(disturbance), ProgressListener.SILENT)
        .stream()
        .map(o -> o.prediction().letters().get(o.prediction().best()))
        .toList();
  }

  private Figures measure(Perturbation perturbation) {
    return Evaluation.measure(model, SampleSet.read(dir), perturbation, ProgressListener.SILENT);
  }

  private void paint(String name, Scalar bgr) throws IOException {
    save(name, new Mat(20, 20, CvType.CV_8UC3, bgr));
  }

  private void save(String name, Mat bgr) throws IOException {
    Path file = dir.resolve(name);
    Files.createDirectories(file.getParent());
    Imgcodecs.imwrite(file.toString(), bgr);
    bgr.release();
  }
}
