package org.signcam.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.signcam.record.Recorder.End;
import org.signcam.record.Recorder.Progress;

/** Listens to a recorder. */
final class Ended implements Recorder.Listener {
  record Last(Progress progress, End why, String sentence) {}

  final List<Progress> pictures = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Last> ends = new LinkedBlockingQueue<>();

  @Override
  public void picture(Progress progress) {
    pictures.add(progress);
  }

  @Override
  public void ended(Progress last, End why, String sentence) {
    ends.add(new Last(last, why, sentence));
  }

  Last await() throws InterruptedException {
    Last last = ends.poll(30, TimeUnit.SECONDS);
    assertThat(last).as("the end of a burst").isNotNull();
    return last;
  }
}
