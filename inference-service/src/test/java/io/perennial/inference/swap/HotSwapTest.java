package io.perennial.inference.swap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perennial.artifact.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HotSwapTest {

    private static final int READERS = 8;
    private static final int SWAPS = 200;

    private final HotSwap hotSwap = new HotSwap();

    @Test
    void servesNothingBeforeTheFirstSwap() {
        assertThat(hotSwap.model()).isEmpty();
        assertThatThrownBy(hotSwap::lease).isInstanceOf(NoModelServingException.class);
    }

    @Test
    void answersFromTheNewModelAtOnceAndNamesTheOldOne() {
        hotSwap.swap(model(1));

        assertThat(hotSwap.swap(model(2))).map(ServingModel::version).contains(1L);

        assertThat(hotSwap.model()).map(ServingModel::version).contains(2L);
        try (Lease lease = hotSwap.lease()) {
            assertThat(answer(lease)).isEqualTo(2);
        }
    }

    @Test
    void keepsALeasedModelOpenUntilTheLeaseIsGivenBack() throws Exception {
        CountingClassifier first = new CountingClassifier(1);
        hotSwap.swap(first.loaded());
        Lease lease = hotSwap.lease();
        Future<?> swap = inBackground(() -> hotSwap.swap(model(2)));
        awaitVersion(2);

        assertThat(first.closed).hasValue(0);
        assertThat(swap).isNotDone();
        assertThat(answer(lease)).isEqualTo(1);
        lease.close();
        lease.close();

        swap.get();
        assertThat(first.closed).hasValue(1);
    }

    @Test
    void doesNotCloseUnderAReaderWhenTheSwapIsInterrupted() throws Exception {
        CountingClassifier first = new CountingClassifier(1);
        hotSwap.swap(first.loaded());
        Lease lease = hotSwap.lease();
        AtomicBoolean stillInterrupted = new AtomicBoolean();
        Thread swapper = new Thread(() -> {
            hotSwap.swap(model(2));
            stillInterrupted.set(Thread.currentThread().isInterrupted());
        });
        swapper.start();
        awaitVersion(2);
        swapper.interrupt();

        assertThat(first.closed).hasValue(0);
        lease.close();

        swapper.join();
        assertThat(first.closed).hasValue(1);
        assertThat(stillInterrupted).isTrue();
    }

    @Test
    void goesOnWithoutAReadingThatNeverEndsAndClosesItsModelWhenItDoes() throws Exception {
        try (HotSwap impatient = new HotSwap(Duration.ofMillis(1))) {
            CountingClassifier first = new CountingClassifier(1);
            CountingClassifier second = new CountingClassifier(2);
            impatient.swap(first.loaded());
            Lease stuck = impatient.lease();

            impatient.swap(second.loaded());
            impatient.swap(model(3));

            assertThat(impatient.model()).map(ServingModel::version).contains(3L);
            assertThat(second.closed).hasValue(1);
            assertThat(first.closed).hasValue(0);
            assertThat(answer(stuck)).isEqualTo(1);
            stuck.close();
            assertThat(first.closed).hasValue(1);
        }
    }

    @Test
    void closesOnceAlsoWhenTheLastReadingEndsAsPatienceDoes() throws Exception {
        ExecutorService reader = Executors.newSingleThreadExecutor();
        for (int round = 0; round < 500; round++) {
            HotSwap impatient = new HotSwap(Duration.ofNanos(1_000));
            CountingClassifier first = new CountingClassifier(1);
            impatient.swap(first.loaded());
            Lease lease = impatient.lease();
            Future<?> leaving = reader.submit(lease::close);

            impatient.swap(model(2));

            leaving.get();
            assertThat(first.closed).hasValue(1);
            impatient.close();
        }
        reader.shutdown();
    }

    @Test
    void closesTheLastModelWithTheService() {
        CountingClassifier only = new CountingClassifier(1);
        hotSwap.swap(only.loaded());

        hotSwap.close();
        hotSwap.close();

        assertThat(only.closed).hasValue(1);
        assertThatThrownBy(hotSwap::lease).isInstanceOf(NoModelServingException.class);
    }

    @Test
    void everyAnswerUnderSwapsComesFromOneOpenModelAndEachOldModelIsClosedOnce() throws Exception {
        List<CountingClassifier> models = new ArrayList<>();
        AtomicBoolean swapping = new AtomicBoolean(true);
        CountDownLatch ready = new CountDownLatch(READERS);
        ExecutorService readers = Executors.newFixedThreadPool(READERS);
        models.add(new CountingClassifier(0));
        hotSwap.swap(models.get(0).loaded());

        List<Future<Long>> answers = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            answers.add(readers.submit(() -> {
                ready.countDown();
                long count = 0;
                while (swapping.get()) {
                    try (Lease lease = hotSwap.lease()) {
                        long version = lease.model().version();
                        assertThat(answer(lease)).isEqualTo(version);
                        assertThat(answer(lease)).isEqualTo(version);
                    }
                    count++;
                }
                return count;
            }));
        }
        ready.await();
        for (int version = 1; version <= SWAPS; version++) {
            CountingClassifier next = new CountingClassifier(version);
            models.add(next);
            hotSwap.swap(next.loaded());
            assertThat(models.get(version - 1).closed).hasValue(1);
            assertThat(next.answered.await(10, TimeUnit.SECONDS)).isTrue(); // before it is replaced in turn
        }
        swapping.set(false);

        for (Future<Long> answer : answers) {
            assertThat(answer.get()).isPositive();
        }
        readers.shutdown();
        assertThat(readers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(models.get(SWAPS).closed).hasValue(0);
        hotSwap.close();
        assertThat(models).allSatisfy(model -> assertThat(model.closed).hasValue(1));
    }

    private static long answer(Lease lease) {
        return (long) lease.classifier().read(new float[0], 1).logits()[0][0];
    }

    private void awaitVersion(long version) {
        while (hotSwap.model().orElseThrow().version() != version) {
            Thread.onSpinWait();
        }
    }

    private static Future<?> inBackground(Callable<?> work) {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            return executor.submit(work);
        } finally {
            executor.shutdown();
        }
    }

    private static LoadedModel model(int version) {
        return new CountingClassifier(version).loaded();
    }

    /** Answers with its own version; fails when it is used after, or closed during, a reading. */
    private static final class CountingClassifier implements ImageClassifier {

        private final int version;
        private final AtomicInteger inside = new AtomicInteger();
        private final AtomicInteger closed = new AtomicInteger();
        private final CountDownLatch answered = new CountDownLatch(1);

        CountingClassifier(int version) {
            this.version = version;
        }

        LoadedModel loaded() {
            Digest digest = Digest.of(Integer.toString(version).getBytes(StandardCharsets.US_ASCII));
            return new LoadedModel(new ServingModel("line", version, digest, "demo", 8, Instant.EPOCH), this);
        }

        @Override
        @SuppressWarnings("ThreadPriorityCheck") // a yield makes a close fall into the reading more often, no more
        public Readout read(float[] grey, int n) {
            inside.incrementAndGet();
            try {
                assertThat(closed).as("closed while read").hasValue(0);
                Thread.yield();
                assertThat(closed).as("closed while read").hasValue(0);
                answered.countDown();
                return new Readout(new float[][] {{version, 0, 0, 0}}, List.of());
            } finally {
                inside.decrementAndGet();
            }
        }

        @Override
        public void close() {
            closed.incrementAndGet();
            assertThat(inside).as("readers inside at close").hasValue(0);
        }
    }
}
