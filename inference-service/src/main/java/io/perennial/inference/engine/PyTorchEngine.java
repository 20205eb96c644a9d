package io.perennial.inference.engine;

import ai.djl.pytorch.jni.JniUtils;
import io.perennial.inference.swap.Readout;
import io.perennial.network.Classifier;
import io.perennial.network.Network;
import io.perennial.network.Weights;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * The reference, and the engine of GPUs: the shared network on PyTorch, BatchNorm folded into the convolutions inside the
 * graph.
 */
final class PyTorchEngine implements Engine {

    private final Network network;
    private final Classifier classifier;

    private PyTorchEngine(Network network, Weights weights) {
        this.network = network;
        this.classifier = new Classifier(network, weights);
    }

    /**
     * Compiles the network of these weights, to run where they lie. Takes the weights over: they are closed with it, or at
     * once if it fails.
     *
     * @param threads of each operator on the CPU, in the whole process
     */
    static PyTorchEngine of(Weights weights, int threads) {
        try {
            JniUtils.setNumThreads(threads);
            return new PyTorchEngine(Network.load(weights.spec()), weights);
        } catch (RuntimeException e) {
            weights.close();
            throw e;
        }
    }

    @Override
    public Readout read(FloatBuffer grey, int n) {
        // Gradient mode belongs to the thread and is on by default: each one that reads turns it off, at a few ns a
        // call.
        Network.recordNoGradientsOnThisThread();
        List<float[][]> watched = classifier.watched(grey, n);
        return Readouts.of(network.spec(), watched.get(0), watched.subList(1, watched.size()));
    }

    @Override
    public void close() {
        classifier.close();
        network.close();
    }
}
