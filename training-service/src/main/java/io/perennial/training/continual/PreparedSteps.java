package io.perennial.training.continual;

import io.perennial.artifact.Augmentation;
import io.perennial.artifact.LabelledImages;
import io.perennial.artifact.Recipe;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The images of all steps of a run, prepared a few steps ahead on a thread of its own, so that the training thread finds
 * them ready. What comes when depends on the recipe's seed alone. Closing it ends the thread.
 */
final class PreparedSteps implements AutoCloseable {

    private static final int AHEAD = 4; // steps; memory for as many minibatches

    private record Outcome(
            @Nullable PreparedImages images, @Nullable Throwable failure) {}

    private final BlockingQueue<Outcome> ready = new ArrayBlockingQueue<>(AHEAD);
    private final LabelledImages images;
    private final Augmentation augmentation;
    private final int batchSize;
    private final int epochs;
    private final SplittableRandom random;
    private final Thread thread = new Thread(this::prepare, "image-preparation");

    PreparedSteps(LabelledImages images, Recipe recipe) {
        this.images = images;
        this.augmentation = recipe.augmentation();
        this.batchSize = recipe.batchSize();
        this.epochs = recipe.epochs();
        this.random = new SplittableRandom(recipe.seed());
        thread.setDaemon(true);
        thread.start();
    }

    /** Steps an epoch has; the last one may be smaller. */
    int stepsPerEpoch() {
        return Math.floorDiv(images.size() + batchSize - 1, batchSize);
    }

    /** The next step's images; after the last epoch there are none, and this waits for ever. */
    PreparedImages next() throws CancelledException {
        try {
            Outcome next = ready.take();
            if (next.images() == null) {
                throw new IllegalStateException("the training images cannot be prepared", next.failure());
            }
            return next.images();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException();
        }
    }

    private void prepare() {
        try {
            try {
                prepareAll();
            } catch (RuntimeException | Error e) {
                ready.put(new Outcome(null, e));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private void prepareAll() throws InterruptedException {
        for (int epoch = 0; epoch < epochs; epoch++) {
            int[] order = Shuffle.of(images.size(), random);
            for (int from = 0; from < order.length; from += batchSize) {
                int[] indices = Arrays.copyOfRange(order, from, Math.min(from + batchSize, order.length));
                ready.put(new Outcome(PreparedImages.varied(images, indices, augmentation, random), null));
            }
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) { // it reads memory that the caller may unmap next
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
