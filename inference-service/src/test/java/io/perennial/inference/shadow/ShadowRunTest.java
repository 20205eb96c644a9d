package io.perennial.inference.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.perennial.inference.reading.AnsweredExam;
import io.perennial.inference.swap.ImageClassifier;
import io.perennial.inference.swap.LoadedModel;
import io.perennial.inference.swap.Readout;
import io.perennial.inference.swap.ServingModel;
import io.perennial.inference.testing.AnsweredExams;
import io.perennial.mammography.Density;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ShadowRunTest {

    private static final ServingModel SERVING = AnsweredExams.model("serving");
    private static final ServingModel SHADOW = AnsweredExams.model("shadow");
    private static final ShadowRun.Bounds BOUNDS = new ShadowRun.Bounds(4, 1, 3, Duration.ofHours(1));

    /** What is told of a run. */
    private static final class Told implements ComparisonTeller {

        private final ConcurrentLinkedQueue<Comparison> comparisons = new ConcurrentLinkedQueue<>();
        private final ConcurrentLinkedQueue<Comparison> ended = new ConcurrentLinkedQueue<>();
        private final AtomicInteger refusals = new AtomicInteger();

        @Override
        public void read(AnsweredExam exam, Density saidByShadow, long nanos) {
            assertThat(nanos).isNotNegative();
        }

        @Override
        public void failed() {}

        @Override
        public void tell(Comparison comparison, boolean over) {
            if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IllegalStateException("the database is away");
            }
            (over ? ended : comparisons).add(comparison);
        }
    }

    /** Says B to everything, after whatever the test has it do. */
    private static final class SaysB implements ImageClassifier {

        private final Runnable before;
        private final AtomicInteger closed = new AtomicInteger();

        SaysB(Runnable before) {
            this.before = before;
        }

        @Override
        public Readout read(float[] grey, int n) {
            before.run();
            return new Readout(new float[][] {AnsweredExams.logits(Density.B)}, List.of());
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    private final Told told = new Told();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        release.countDown();
    }

    @Test
    void comparesWhatBothSay() throws Exception {
        SaysB classifier = new SaysB(() -> {});
        ShadowRun run = begin(classifier);

        run.offer(exam(Density.A));
        run.offer(exam(Density.B));
        run.offer(exam(Density.B));
        await().until(() -> told.comparisons.size() == 1);
        run.end();

        assertThat(run.ended(Duration.ofSeconds(30))).isTrue();
        Comparison comparison = told.comparisons.element();
        assertThat(comparison.readings().count(Density.A, Density.B)).isEqualTo(1);
        assertThat(comparison.readings().count(Density.B, Density.B)).isEqualTo(2);
        assertThat(comparison.flips()).isEqualTo(1);
        assertThat(comparison.serving()).isEqualTo(SERVING.digest());
        assertThat(comparison.shadow()).isEqualTo(SHADOW.digest());
        assertThat(told.ended).singleElement().extracting(Comparison::exams).isEqualTo(3);
        assertThat(classifier.closed).hasValue(1);
    }

    @Test
    void takesNobodysTimeWhenItHangsAndDropsWhatItCannotTake() {
        ShadowRun run = begin(new SaysB(() -> {
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        int taken = 0;
        for (int i = 0; i < 100; i++) {
            taken += run.offer(exam(Density.B)) ? 1 : 0; // on this thread, which would hang with it
        }

        assertThat(taken).isEqualTo(BOUNDS.queuedImages());
        assertThat(run.comparison().dropped()).isEqualTo(100 - taken);
        release.countDown();
        await().until(() -> run.comparison().exams() == BOUNDS.queuedImages());
        run.end();
    }

    @Test
    void countsWhatItCannotReadAndGoesOn() {
        AtomicInteger calls = new AtomicInteger();
        ShadowRun run = begin(new SaysB(() -> {
            if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("out of its mind");
            }
        }));

        run.offer(exam(Density.B));
        run.offer(exam(Density.B));

        await().until(() -> run.comparison().exams() == 1);
        assertThat(run.comparison().failed()).isEqualTo(1);
        run.end();
    }

    @Test
    void beginsAnewWhenAnotherModelServes() {
        ShadowRun run = begin(new SaysB(() -> {}));
        ServingModel next = AnsweredExams.model("next");

        run.offer(exam(Density.A));
        run.offer(AnsweredExams.of(next, Density.B));

        await().until(() -> run.comparison().serving().equals(next.digest())
                && run.comparison().exams() == 1);
        assertThat(told.ended).singleElement().satisfies(comparison -> {
            assertThat(comparison.serving()).isEqualTo(SERVING.digest());
            assertThat(comparison.exams()).isEqualTo(1);
        });
        assertThat(run.comparison().flips()).isZero();
        run.end();
    }

    @Test
    void comparesNoModelWithItself() throws Exception {
        ShadowRun run = begin(new SaysB(() -> {}));

        for (int i = 0; i < 10; i++) {
            assertThat(run.offer(AnsweredExams.of(SHADOW, Density.B))).isTrue();
        }
        run.end();

        assertThat(run.ended(Duration.ofSeconds(30))).isTrue();
        assertThat(told.comparisons).isEmpty();
        assertThat(told.ended).isEmpty();
    }

    @Test
    void goesOnWhenItCannotTell() {
        told.refusals.set(1);
        ShadowRun run = begin(new SaysB(() -> {}));

        for (int i = 0; i < 6; i++) {
            int before = i;
            run.offer(exam(Density.B));
            await().until(() -> run.comparison().exams() == before + 1);
        }

        await().until(() -> !told.comparisons.isEmpty());
        assertThat(told.comparisons.element().exams()).isEqualTo(6);
        run.end();
    }

    @Test
    void hasBoundsThatMakeSense() {
        assertThatThrownBy(() -> new ShadowRun.Bounds(0, 1, 1, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ShadowRun.Bounds(1, Double.NaN, 1, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private ShadowRun begin(ImageClassifier classifier) {
        return ShadowRun.begin(
                new LoadedModel(SHADOW, classifier),
                SERVING.digest(),
                BOUNDS,
                told,
                InstantSource.fixed(Instant.EPOCH));
    }

    private static AnsweredExam exam(Density density) {
        return AnsweredExams.of(SERVING, density);
    }
}
