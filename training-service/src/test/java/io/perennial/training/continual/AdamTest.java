package io.perennial.training.continual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.perennial.network.Network;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps on the loss Σ aᵢ(θᵢ − 1)², beside Algorithm 1 of Kingma and Ba in doubles. */
class AdamTest {

    private static final double[] A = {3, 0.5, 0.02};
    private static final double[] START = {0.2, -0.7, 1.5};
    private static final double[] FISHER = {0.1, 2, 0};
    private static final double[] CENTRE = {0.25, -0.5, 1};
    private static final double RATE = 0.01;

    @BeforeAll
    static void recordNoGradientByItself() {
        Network.recordNoGradientsOnThisThread();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, 50})
    void takesTheStepsOfTheFormula(double lambda) {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            NDArray theta = manager.create(floats(START));
            theta.setRequiresGradient(true);
            List<NDArray> fisher = List.of(manager.create(floats(FISHER)));
            List<NDArray> centre = List.of(manager.create(floats(CENTRE)));
            double[] expected = START.clone();
            double[] m = new double[3];
            double[] v = new double[3];

            try (Adam adam = new Adam(List.of(theta), fisher, centre, lambda)) {
                for (int t = 1; t <= 20; t++) {
                    backpropagate(theta, manager);
                    adam.step(RATE);
                    for (int i = 0; i < 3; i++) {
                        double g = 2 * A[i] * (expected[i] - 1) + lambda * FISHER[i] * (expected[i] - CENTRE[i]);
                        m[i] = 0.9 * m[i] + 0.1 * g;
                        v[i] = 0.999 * v[i] + 0.001 * g * g;
                        double mHat = m[i] / (1 - Math.pow(0.9, t));
                        double vHat = v[i] / (1 - Math.pow(0.999, t));
                        expected[i] -= RATE * mHat / (Math.sqrt(vHat) + 1e-8);
                    }
                }
            }

            float[] actual = theta.toFloatArray();
            for (int i = 0; i < 3; i++) {
                assertThat((double) actual[i]).isCloseTo(expected[i], within(1e-6));
            }
        }
    }

    private static void backpropagate(NDArray theta, NDManager manager) {
        JniUtils.setGradMode(true);
        try (NDManager scope = manager.newSubManager()) {
            NDArray a = scope.create(floats(A));
            NDArray one = scope.create(1f);
            NDArray difference = theta.sub(one);
            NDArray loss = a.mul(difference).mul(difference).sum();
            JniUtils.backward((PtNDArray) loss, (PtNDArray) one, false, false);
        } finally {
            JniUtils.setGradMode(false);
        }
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
