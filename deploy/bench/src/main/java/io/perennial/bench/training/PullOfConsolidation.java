package io.perennial.bench.training;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import io.perennial.bench.Processor;
import io.perennial.network.ResNetSpec;
import io.perennial.network.TensorSpec;
import io.perennial.network.Tensors;
import io.perennial.network.Weights;
import io.perennial.training.continual.ParameterVector;
import io.perennial.training.continual.Pull;
import io.perennial.training.continual.PullGradient;
import java.io.Closeable;

/**
 * All that elastic weight consolidation adds to a step, by itself: the gradient of its pull, added to the gradient of the
 * loss. Closing it frees native memory.
 */
final class PullOfConsolidation implements Closeable {

    private final Processor processor;
    private final Weights weights;
    private final ParameterVector theta;
    private final ParameterVector importance;
    private final ParameterVector centre;

    PullOfConsolidation(ResNetSpec spec, Processor processor, int threads) {
        this.processor = processor;
        try (Weights initial = Weights.initial(spec, 1)) { // loads the engine
            weights = initial.copy(processor.device());
        }
        JniUtils.setNumThreads(threads);
        theta = ParameterVector.view(
                weights, spec.parameters().stream().map(TensorSpec::name).toList());
        importance = theta.ones();
        centre = theta.copy();
        theta.requireGradients(true);
        weights.parameters().values().forEach(PullOfConsolidation::giveGradient);
    }

    /** Any gradient will do: the time does not depend on its values. */
    private static void giveGradient(NDArray parameter) {
        JniUtils.setGradMode(true);
        try (NDManager scope = NDManager.newBaseManager(parameter.getDevice(), "PyTorch")) {
            NDArray sum = parameter.sum();
            sum.attach(scope);
            JniUtils.backward((PtNDArray) sum, (PtNDArray) scope.create(1f), false, false);
        } finally {
            JniUtils.setGradMode(false);
        }
    }

    /** Adds it so many times and once before; gives the seconds of each. */
    double[] take(int times, double lambda) {
        double[] seconds = new double[times];
        try (PullGradient pull = new PullGradient(theta, new Pull(importance, centre, lambda));
                ParameterVector gradients = theta.gradients();
                IValue gradient = gradients.asList()) {
            pull.add(gradient);
            finish();
            for (int i = 0; i < times; i++) {
                long begun = System.nanoTime();
                pull.add(gradient);
                finish();
                seconds[i] = (System.nanoTime() - begun) / 1e9;
            }
        }
        return seconds;
    }

    /** Waits for what a GPU was given to do: it is all done before a number of it can be read. */
    private void finish() {
        if (processor == Processor.GPU) {
            Tensors.copy(weights.get("fc.bias"), Device.cpu()).close();
        }
    }

    @Override
    public void close() {
        importance.close();
        centre.close();
        weights.close();
    }
}
