package io.perennial.bench.training;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.perennial.network.ResNetSpec;
import io.perennial.network.TensorSpec;
import io.perennial.network.Weights;
import io.perennial.training.continual.Adam;
import io.perennial.training.continual.ParameterVector;
import io.perennial.training.continual.Pull;
import java.io.Closeable;
import java.util.Optional;

/**
 * The optimiser's part of a step by itself, with the pull of elastic weight consolidation or without. The pull is computed
 * here and nowhere else in a step, so the difference is all that consolidation adds. Closing it frees native memory.
 */
final class OptimiserStep implements Closeable {

    private final Weights weights;
    private final ParameterVector theta;
    private final ParameterVector importance;
    private final ParameterVector centre;

    OptimiserStep(ResNetSpec spec, int threads) {
        weights = Weights.initial(spec, 1); // loads the engine
        JniUtils.setNumThreads(threads);
        theta = ParameterVector.view(
                weights, spec.parameters().stream().map(TensorSpec::name).toList());
        importance = theta.ones();
        centre = theta.copy();
        theta.requireGradients(true);
        weights.parameters().values().forEach(OptimiserStep::giveGradient);
    }

    /** Any gradient will do: the time does not depend on its values. */
    private static void giveGradient(NDArray parameter) {
        JniUtils.setGradMode(true);
        try (NDManager scope = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            NDArray sum = parameter.sum();
            sum.attach(scope);
            JniUtils.backward((PtNDArray) sum, (PtNDArray) scope.create(1f), false, false);
        } finally {
            JniUtils.setGradMode(false);
        }
    }

    /** Takes so many steps and one before; gives the seconds of each. */
    double[] take(int steps, Optional<Double> lambda) {
        double[] seconds = new double[steps];
        try (Adam adam = new Adam(theta, lambda.map(strength -> new Pull(importance, centre, strength)))) {
            adam.step(1e-6);
            for (int i = 0; i < steps; i++) {
                long begun = System.nanoTime();
                adam.step(1e-6);
                seconds[i] = (System.nanoTime() - begun) / 1e9;
            }
        }
        return seconds;
    }

    @Override
    public void close() {
        importance.close();
        centre.close();
        weights.close();
    }
}
