package io.perennial.inference.engine;

import io.perennial.inference.swap.ImageClassifier;
import io.perennial.inference.swap.Readout;
import io.perennial.network.Classifier;
import io.perennial.network.Network;
import io.perennial.network.Weights;
import java.util.List;

/** The reference engine: the shared network on PyTorch, BatchNorm folded into the convolutions inside the graph. */
public final class PyTorchClassifier implements ImageClassifier {

    private final Network network;
    private final Classifier classifier;

    private PyTorchClassifier(Network network, Weights weights) {
        this.network = network;
        this.classifier = new Classifier(network, weights);
    }

    /** Compiles the network of these weights and takes the weights over: they are closed with it, or at once if it fails. */
    public static PyTorchClassifier of(Weights weights) {
        try {
            return new PyTorchClassifier(Network.load(weights.spec()), weights);
        } catch (RuntimeException e) {
            weights.close();
            throw e;
        }
    }

    @Override
    public Readout read(float[] grey, int n) {
        // Gradient mode belongs to the thread and is on by default: each one that reads turns it off, at a few ns a
        // call.
        Network.recordNoGradientsOnThisThread();
        return new Readout(classifier.logits(grey, n), List.of());
    }

    @Override
    public void close() {
        classifier.close();
        network.close();
    }
}
