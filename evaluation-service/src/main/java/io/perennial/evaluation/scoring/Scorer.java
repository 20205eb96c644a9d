package io.perennial.evaluation.scoring;

import io.perennial.artifact.Digest;
import io.perennial.artifact.LabelledImages;
import io.perennial.evaluation.EvaluationSettings;
import io.perennial.evaluation.comparison.HeldOutSet;
import io.perennial.evaluation.comparison.Readings;
import io.perennial.evaluation.comparison.Score;
import io.perennial.mammography.Density;
import io.perennial.network.Classifier;
import io.perennial.network.Network;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets models read held-out sets: whole batches on several threads, each of which computes alone – many small batches side
 * by side use the processors better than one whose every operation is divided. What was read before is not read again.
 */
@ApplicationScoped
public class Scorer {

    /** Opens a model; asked only if it has to read. */
    public interface Opening {
        /** The model; stays the opener's to close. */
        Classifier open() throws IOException;
    }

    // read by DJL when it loads PyTorch
    private static final String THREADS_WITHIN_AN_OPERATION = "ai.djl.pytorch.num_threads";

    private final Predictions predictions;
    private final int batchSize;
    private final ExecutorService threads;

    Scorer(Predictions predictions, EvaluationSettings settings) {
        this.predictions = predictions;
        this.batchSize = settings.batchSize();
        if (System.getProperty(THREADS_WITHIN_AN_OPERATION) == null) {
            System.setProperty(THREADS_WITHIN_AN_OPERATION, "1");
        }
        int count = settings.threads().orElse(Runtime.getRuntime().availableProcessors());
        this.threads = Executors.newFixedThreadPool(count, task -> new Thread(task, "image-reader"));
    }

    @PreDestroy
    void stop() {
        threads.shutdown();
    }

    /** Reads all images of a set. @throws InterruptedException if the service stops meanwhile */
    public Read read(Digest model, HeldOutSet set, Opening opening) throws IOException, InterruptedException {
        Prediction.Key key = new Prediction.Key(model, set.cohort(), set.split());
        Predictions.Answers answers = predictions.of(key, set.images().size()).orElse(null);
        if (answers == null) {
            answers = predictions.store(key, logits(opening.open(), set.images()));
        }
        Readings readings = Readings.ofLogits(answers.logits());
        return new Read(readings, Score.of(model, set, readings), answers.blob());
    }

    private float[] logits(Classifier model, LabelledImages images) throws InterruptedException {
        float[] logits = new float[images.size() * Density.CATEGORIES];
        AtomicBoolean abandoned = new AtomicBoolean();
        List<CompletableFuture<Void>> batches = new ArrayList<>();
        for (int first = 0; first < images.size(); first += batchSize) {
            int begin = first;
            int n = Math.min(batchSize, images.size() - begin);
            batches.add(CompletableFuture.runAsync(
                    () -> {
                        if (!abandoned.get()) {
                            read(model, images, begin, n, logits);
                        }
                    },
                    threads));
        }
        CompletableFuture<Void> all = CompletableFuture.allOf(batches.toArray(CompletableFuture[]::new));
        try {
            all.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a batch could not be read: " + e.getCause(), e);
        } finally {
            abandoned.set(true);
            var unused = all.handle((done, failure) -> true).join(); // nobody reads with a model that is being closed
        }
        return logits;
    }

    private static void read(Classifier model, LabelledImages images, int begin, int n, float[] logits) {
        Network.recordNoGradientsOnThisThread();
        int pixels = images.imageSize() * images.imageSize();
        float[] grey = new float[n * pixels]; // (n, H, W)
        for (int i = 0; i < n; i++) {
            images.copyPixels(begin + i, grey, i * pixels);
        }
        float[][] rows = model.logits(grey, n); // (n, 4)
        for (int i = 0; i < n; i++) {
            System.arraycopy(rows[i], 0, logits, (begin + i) * Density.CATEGORIES, Density.CATEGORIES);
        }
    }
}
