package io.perennial.training.continual;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import io.perennial.network.Network;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whichever way a script goes over the tensors, it computes the same, bit for bit on a processor. */
class WalkTest {

    @BeforeAll
    static void recordNoGradientByItself() {
        Network.recordNoGradientsOnThisThread();
    }

    @Test
    void leadsToTheSameStepsOneByOneAndTogether() {
        assertThat(stepped(Walk.TOGETHER)).isEqualTo(stepped(Walk.ONE_BY_ONE));
    }

    /** Three steps of Adam with a pull, over two tensors. */
    private static double[] stepped(Walk walk) {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            Map<String, NDArray> arrays = new LinkedHashMap<>();
            arrays.put("first", manager.arange(1f, 7f).reshape(new Shape(2, 3)));
            arrays.put("second", manager.create(new float[] {-0.5f, 0.25f}));
            ParameterVector theta = ParameterVector.view(arrays);
            try (ParameterVector importance = theta.ones();
                    ParameterVector centre = theta.zeros();
                    Adam adam = new Adam(theta, walk);
                    PullGradient pull = new PullGradient(theta, new Pull(importance, centre, 0.3), walk)) {
                theta.requireGradients(true);
                for (int step = 0; step < 3; step++) {
                    arrays.values().forEach(array -> backpropagateSquares(array, manager));
                    try (ParameterVector gradients = theta.gradients();
                            IValue gradient = gradients.asList()) {
                        pull.add(gradient);
                        adam.step(0.1, gradient);
                    }
                }
            }
            return theta.toArray();
        }
    }

    private static void backpropagateSquares(NDArray array, NDManager manager) {
        JniUtils.setGradMode(true);
        try (NDManager scope = manager.newSubManager()) {
            NDArray squares = array.mul(array);
            squares.attach(scope);
            NDArray sum = squares.sum();
            JniUtils.backward((PtNDArray) sum, (PtNDArray) scope.create(1f), false, false);
        } finally {
            JniUtils.setGradMode(false);
        }
    }
}
