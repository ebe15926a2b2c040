package org.signcam.record;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.signcam.base.UserException;
import org.signcam.image.Region;
import org.signcam.samples.Sample;

/** Keeps what is written; slow or failing as a test says. */
final class MadeSink implements PictureSink.Opener {
  record Written(String signer, int burst, String letter, byte[] jpeg, Region region) {}

  final List<Written> written = new CopyOnWriteArrayList<>();
  final AtomicInteger opened = new AtomicInteger();
  final AtomicInteger closed = new AtomicInteger();
  volatile int failAt = -1;
  volatile CountDownLatch gate = new CountDownLatch(0);
  volatile boolean forgetful;

  @Override
  public PictureSink open(String signer, String camera) {
    opened.incrementAndGet();
    return new PictureSink() {
      private int burst;

      @Override
      public int nextBurst() {
        return ++burst;
      }

      @Override
      public Sample add(String letter, byte[] jpeg, Region region, Instant time) {
        try {
          gate.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
        if (written.size() == failAt) {
          throw new UserException("The disk is full.");
        }
        if (!forgetful) {
          written.add(new Written(signer, burst, letter, jpeg, region));
        }
        return new Sample(Path.of(letter + ".jpg"), signer, letter, null, region, "b" + burst);
      }

      @Override
      public void close() {
        closed.incrementAndGet();
      }
    };
  }
}
