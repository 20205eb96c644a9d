package io.perennial.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perennial.inference.swap.LayerInput;
import io.perennial.inference.swap.Readout;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BatchingClassifierTest {

    private final ExecutorService clients = Executors.newCachedThreadPool();
    private final Echo engine = new Echo();

    @AfterEach
    void stop() {
        clients.shutdownNow();
    }

    @Test
    void readsOneRequestAtOnce() {
        engine.turns.release();

        Readout readout = classifier(4, Duration.ZERO).read(new float[] {7}, 1);

        assertThat(readout.logits()).isDeepEqualTo(new float[][] {{7}});
        assertThat(engine.batches).containsExactly(1);
    }

    @Test
    void readsTogetherWhoeverCameMeanwhileAndGivesEachItsOwn() throws Exception {
        BatchingClassifier classifier = classifier(4, Duration.ZERO);
        List<Future<Readout>> answers = new ArrayList<>();
        answers.add(send(classifier, 0, 1));
        engine.entered.acquire();
        for (int i = 1; i <= 3; i++) {
            answers.add(send(classifier, 10 * i, 2));
            awaitWaiting(classifier, 2 * i);
        }

        engine.turns.release(3);

        for (int i = 0; i <= 3; i++) {
            float first = 10 * i;
            float[][] expected = i == 0 ? new float[][] {{first}} : new float[][] {{first}, {first + 1}};
            assertThat(answers.get(i).get().logits()).isDeepEqualTo(expected);
            assertThat(answers.get(i).get().layers())
                    .singleElement()
                    .satisfies(layer -> assertThat(layer.z()).isDeepEqualTo(expected));
        }
        assertThat(engine.batches).containsExactly(1, 4, 2); // a request is not split
    }

    @Test
    void readsARequestOfMoreThanABatchByItself() {
        engine.turns.release();

        assertThat(classifier(2, Duration.ZERO).read(new float[] {1, 2, 3}, 3).logits())
                .isDeepEqualTo(new float[][] {{1}, {2}, {3}});
    }

    @Test
    void waitsForCompanyNoLongerThanUntilTheBatchIsFull() throws Exception {
        BatchingClassifier classifier = classifier(2, Duration.ofDays(1));
        engine.turns.release();

        Future<Readout> first = send(classifier, 1, 1);
        Future<Readout> second = send(classifier, 2, 1);

        assertThat(first.get().logits()[0]).containsExactly(1);
        assertThat(second.get().logits()[0]).containsExactly(2);
        assertThat(engine.batches).containsExactly(2);
    }

    @Test
    void readsAloneWhenNobodyCame() {
        engine.turns.release();

        assertThat(classifier(2, Duration.ofMillis(1)).read(new float[] {5}, 1).logits()[0])
                .containsExactly(5);
    }

    @Test
    void tellsEveryoneInABatchThatItFailedAndReadsTheNext() throws Exception {
        BatchingClassifier classifier = classifier(4, Duration.ZERO);
        Future<Readout> first = send(classifier, 1, 1);
        engine.entered.acquire();
        Future<Readout> second = send(classifier, Echo.POISON, 1);
        Future<Readout> third = send(classifier, 3, 1);
        awaitWaiting(classifier, 2);
        engine.turns.release(3);

        assertThat(first.get().logits()[0]).containsExactly(1);
        assertThatThrownBy(second::get).hasRootCauseMessage("poison");
        assertThatThrownBy(third::get).hasRootCauseMessage("poison");
        assertThat(classifier.read(new float[] {4}, 1).logits()[0]).containsExactly(4);
    }

    @Test
    void refusesWhatIsNoWholeImageWithoutHarmToOthers() {
        BatchingClassifier classifier = classifier(4, Duration.ZERO);

        assertThatThrownBy(() -> classifier.read(new float[] {1, 2}, 1))
                .hasMessageContaining("2 values are not 1 images");
        assertThatThrownBy(() -> classifier.read(new float[0], 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void answersEachOfManyThreadsWithItsOwn() throws Exception {
        BatchingClassifier classifier = classifier(4, Duration.ZERO);
        engine.turns.release(100_000);
        List<Future<?>> running = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
            int base = thread * 10_000;
            running.add(clients.submit(() -> {
                for (int i = 0; i < 2_000; i++) {
                    int n = 1 + i % 3;
                    float[][] logits = classifier.read(values(base + i, n), n).logits();
                    assertThat(logits).hasDimensions(n, 1);
                    assertThat(logits[n - 1][0]).isEqualTo(base + i + n - 1);
                }
            }));
        }
        for (Future<?> client : running) {
            client.get();
        }
        assertThat(engine.inside).hasValue(0);
    }

    private BatchingClassifier classifier(int mostImages, Duration patience) {
        return new BatchingClassifier(engine, 1, mostImages, patience);
    }

    private Future<Readout> send(BatchingClassifier classifier, float first, int n) {
        return clients.submit(() -> classifier.read(values(first, n), n));
    }

    private static float[] values(float first, int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = first + i;
        }
        return values;
    }

    private static void awaitWaiting(BatchingClassifier classifier, int images) {
        while (classifier.waitingImages() != images) {
            Thread.onSpinWait();
        }
    }

    /** Says of each image of one pixel its value; reads when it is given a turn. */
    private static final class Echo implements Engine {

        private static final float POISON = -1;

        private final Semaphore turns = new Semaphore(0);
        private final Semaphore entered = new Semaphore(0);
        private final AtomicInteger inside = new AtomicInteger();
        private final List<Integer> batches = Collections.synchronizedList(new ArrayList<>());

        @Override
        public Readout read(FloatBuffer grey, int n) {
            assertThat(inside.incrementAndGet()).as("one at a time").isEqualTo(1);
            entered.release();
            turns.acquireUninterruptibly();
            batches.add(n);
            assertThat(grey.isDirect()).isTrue();
            assertThat(grey.remaining()).isEqualTo(n);
            float[][] logits = new float[n][1];
            for (float[] row : logits) {
                row[0] = grey.get();
            }
            inside.decrementAndGet();
            for (float[] row : logits) {
                if (row[0] == POISON) {
                    throw new IllegalStateException("poison");
                }
            }
            return new Readout(logits, List.of(new LayerInput("bn1", logits)));
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}
