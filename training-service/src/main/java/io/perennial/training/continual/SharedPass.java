package io.perennial.training.continual;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.perennial.network.Network;
import io.perennial.network.Normalisation;
import io.perennial.training.continual.Replicas.Replica;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A pass through the network with a method's loss, its images shared out among the replicas: all devices are given their
 * work before any is waited for.
 *
 * @param replicas stay the caller's
 */
record SharedPass(Network network, Normalisation normalisation, ContinualMethod method, Replicas replicas)
        implements Backpropagation.Pass {

    /** A device's part, under way: its loss () and all memory that its pass took. */
    private record Part(NDManager scope, NDArray loss, double weight) {}

    @Override
    public double run(PreparedImages images, int from, int to, double weight) {
        int n = to - from;
        int devices = Math.min(n, replicas.all().size());
        List<Part> parts = new ArrayList<>();
        try {
            for (int d = 0; d < devices; d++) {
                int first = from + n * d / devices;
                int end = from + n * (d + 1) / devices;
                parts.add(begin(replicas.all().get(d), images, first, end, weight * (end - first) / n));
            }
            double loss = 0;
            for (Part part : parts) {
                loss += part.loss().getFloat() * part.weight();
            }
            replicas.gather(devices);
            return loss;
        } finally {
            parts.forEach(part -> part.scope().close());
        }
    }

    private Part begin(Replica replica, PreparedImages images, int from, int to, double weight) {
        NDManager scope = NDManager.newBaseManager(replica.weights().device(), "PyTorch");
        try {
            Minibatch batch = images.in(scope, from, to);
            UnaryOperator<NDArray> loss = method.loss(batch);
            NDArray share = scope.create((float) weight);
            JniUtils.setGradMode(true);
            NDArray result = loss.apply(network.differentiableLogits(batch.grey(), replica.weights(), normalisation));
            JniUtils.backward((PtNDArray) result, (PtNDArray) share, false, false);
            return new Part(scope, result, weight);
        } catch (RuntimeException | Error e) {
            scope.close();
            throw e;
        } finally {
            JniUtils.setGradMode(false);
        }
    }

    @Override
    public void discardGradients() {
        replicas.discardGradients();
    }
}
