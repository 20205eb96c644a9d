package io.perennial.training.continual;

import ai.djl.engine.EngineException;
import java.util.Locale;

/**
 * Accumulates the gradient of a minibatch's mean loss. Where memory runs out, the
 * minibatch is taken in two halves from then on; the gradient is the same sum, but statistics that BatchNorm takes from
 * batches are those of the halves.
 */
final class Backpropagation {

    /** One forward and backward pass; apart, so that a test can let it fail. */
    interface Pass {
        /** The sum over the images of loss × {@code weight}; its gradient is accumulated. */
        double run(PreparedImages images, int from, int to, double weight);

        /** Forgets what gradients were accumulated so far. */
        default void discardGradients() {}
    }

    private final Pass pass;
    private final TrainingListener listener;
    private int parts = 1;

    Backpropagation(Pass pass, TrainingListener listener) {
        this.pass = pass;
        this.listener = listener;
    }

    /** The mean loss over these images; its gradient is accumulated. */
    double run(PreparedImages images) {
        try {
            return runInParts(images);
        } catch (EngineException | OutOfMemoryError e) {
            int halved = (images.count() + 1) / 2;
            if (parts > 1 || images.count() < 2 || !outOfMemory(e)) {
                throw e;
            }
            parts = 2;
            pass.discardGradients();
            listener.onMemoryShort(halved);
            return runInParts(images);
        }
    }

    private double runInParts(PreparedImages images) {
        int n = images.count();
        int size = (n + parts - 1) / parts;
        double loss = 0;
        for (int from = 0; from < n; from += size) {
            int to = Math.min(from + size, n);
            loss += pass.run(images, from, to, (double) (to - from) / n);
        }
        return loss;
    }

    /** How PyTorch's allocators say it, on the CPU and on GPUs. */
    private static boolean outOfMemory(Throwable e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return e instanceof OutOfMemoryError
                || message.contains("out of memory")
                || message.contains("can't allocate memory")
                || message.contains("not enough memory");
    }
}
