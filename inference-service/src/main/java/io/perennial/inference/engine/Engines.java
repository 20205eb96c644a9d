package io.perennial.inference.engine;

import ai.djl.Device;
import io.perennial.inference.swap.ImageClassifier;
import io.perennial.network.Weights;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which engine runs a model on this machine, and how.
 *
 * @param threads of each operator on the CPU
 * @param batchImages the most images that are read at once; 1 reads each request by itself
 * @param batchPatience how long a batch that is not full waits for company; zero reads at once what is there
 */
public record Engines(Choice choice, int threads, int batchImages, Duration batchPatience) {

    /** Which engine. */
    public enum Choice {
        /** PyTorch where it sees a GPU, else ONNX Runtime. */
        AUTO,
        ONNX_RUNTIME,
        PYTORCH
    }

    public Engines {
        if (threads < 1 || batchImages < 1 || batchPatience.isNegative()) {
            throw new IllegalArgumentException("threads and images of a batch are 1 or more, not " + threads + " and "
                    + batchImages + ", and its patience is not " + batchPatience);
        }
    }

    /** With one thread, without waiting. */
    public static Engines of(Choice choice) {
        return new Engines(choice, 1, 8, Duration.ZERO);
    }

    /**
     * Makes weights ready to read. Takes them over: they are closed with the classifier or before, also if this fails.
     *
     * @return the classifier, safe for many threads; the caller closes it
     * @throws IOException if the network's file cannot be written
     */
    public ImageClassifier open(Weights weights) throws IOException {
        int size = weights.spec().inputSize();
        return new BatchingClassifier(engine(weights), size, batchImages, batchPatience);
    }

    /**
     * How many images to read, one batch after the other, before a new model is as fast as it gets. What it does meanwhile
     * it takes from the readings of the model that serves.
     */
    public List<Integer> warmUp() {
        if (!isPyTorch()) {
            return List.of(1); // ONNX Runtime compiles nothing
        }
        // PyTorch's compiler looks twice; on a GPU it compiles anew for other numbers of images, as cuDNN chooses anew
        return gpus() > 0 ? twice(IntStream.rangeClosed(1, batchImages).boxed().toList()) : twice(List.of(1, 4));
    }

    private static List<Integer> twice(List<Integer> batches) {
        return Stream.concat(batches.stream(), batches.stream()).toList();
    }

    private boolean isPyTorch() {
        return choice == Choice.PYTORCH || (choice == Choice.AUTO && gpus() > 0);
    }

    private static int gpus() {
        return ai.djl.engine.Engine.getEngine("PyTorch").getGpuCount();
    }

    private Engine engine(Weights weights) throws IOException {
        if (isPyTorch()) {
            return PyTorchEngine.of(gpus() > 0 ? moved(weights, Device.gpu()) : weights, threads);
        }
        try (weights) {
            return OnnxRuntimeEngine.of(weights, threads);
        }
    }

    private static Weights moved(Weights weights, Device device) {
        try (weights) {
            return weights.copy(device);
        }
    }
}
