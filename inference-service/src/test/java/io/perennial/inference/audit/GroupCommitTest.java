package io.perennial.inference.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.perennial.artifact.Digest;
import io.perennial.mammography.Density;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GroupCommitTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    /** A store whose commits the test lets through one by one. */
    private static final class Store implements RecordWriter {

        private final Semaphore commits = new Semaphore(0);
        private final CountDownLatch begun = new CountDownLatch(1);
        private final List<List<ReadingRecord>> written = new ArrayList<>();
        private final AtomicInteger failures = new AtomicInteger();

        @Override
        public void write(List<ReadingRecord> records) {
            begun.countDown();
            commits.acquireUninterruptibly();
            if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IllegalStateException("the database is away");
            }
            synchronized (written) {
                written.add(records);
            }
        }

        List<List<ReadingRecord>> written() {
            synchronized (written) {
                return List.copyOf(written);
            }
        }
    }

    private final Store store = new Store();

    @Test
    void writesInOneCommitWhatGatheredDuringTheOneBefore() throws Exception {
        ExecutorService readings = Executors.newCachedThreadPool();
        try (GroupCommit records = new GroupCommit(store, 10)) {
            List<Future<Boolean>> kept = new ArrayList<>();
            kept.add(readings.submit(() -> records.write(record("first"), LONG)));
            store.begun.await();
            for (int i = 0; i < 5; i++) {
                kept.add(readings.submit(() -> records.write(record("later"), LONG)));
            }
            while (records.waiting() < 5) {
                Thread.onSpinWait();
            }
            store.commits.release(2);

            for (Future<Boolean> each : kept) {
                assertThat(each.get(30, TimeUnit.SECONDS)).isTrue();
            }
        }
        readings.shutdown();
        assertThat(store.written()).extracting(List::size).containsExactly(1, 5);
    }

    @Test
    void saysThatARecordIsNotKeptWhenTheStoreFails() throws Exception {
        store.failures.set(1);
        store.commits.release(2);
        try (GroupCommit records = new GroupCommit(store, 10)) {
            assertThat(records.write(record("lost"), LONG)).isFalse();
            assertThat(records.write(record("kept"), LONG)).isTrue();
        }

        assertThat(store.written()).containsExactly(List.of(record("kept")));
    }

    @Test
    void waitsNoLongerThanToldAndThenDoesNotWriteIt() throws Exception {
        ExecutorService readings = Executors.newCachedThreadPool();
        try (GroupCommit records = new GroupCommit(store, 10)) {
            Future<Boolean> first = readings.submit(() -> records.write(record("first"), LONG));
            store.begun.await();

            assertThat(records.write(record("impatient"), Duration.ofMillis(1))).isFalse();

            store.commits.release(2);
            assertThat(first.get()).isTrue();
        }
        readings.shutdown();
        assertThat(store.written()).containsExactly(List.of(record("first")));
    }

    @Test
    void keepsNoMoreWaitingThanThereIsRoomFor() throws Exception {
        try (GroupCommit records = new GroupCommit(store, 2)) {
            assertThat(records.writeSome(record("in hand"))).isTrue();
            store.begun.await();

            assertThat(records.writeSome(record("a"))).isTrue();
            assertThat(records.writeSome(record("b"))).isTrue();
            assertThat(records.writeSome(record("c"))).isFalse();
            assertThat(records.write(record("d"), LONG)).isFalse();

            store.commits.release(10);
        }
        assertThat(store.written().stream().flatMap(List::stream)).hasSize(3);
    }

    @Test
    void triesAgainWhatNobodyWaitsFor() throws Exception {
        store.failures.set(2);
        store.commits.release(10);
        try (GroupCommit records = new GroupCommit(store, 10)) {
            records.writeSome(record("patient"));
            while (store.written().isEmpty()) {
                Thread.onSpinWait();
            }
        }

        assertThat(store.written()).containsExactly(List.of(record("patient")));
    }

    private static ReadingRecord record(String who) {
        return new ReadingRecord(
                Instant.EPOCH, who, Digest.of(new byte[] {1}), 1, Density.B, List.of(Digest.of(new byte[] {2})));
    }
}
