package io.perennial.training.continual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.artifact.Json;
import io.perennial.network.Network;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Steps on the loss Σ aᵢ(θᵢ − 1)² with the penalty (λ/2) Σ Fᵢ(θᵢ − cᵢ)², beside those that {@code torch.optim.Adam} took with
 * the penalty in its graph: {@code src/test/python/adam.py} recorded them.
 */
class AdamTest {

    private static JsonNode recorded;

    @BeforeAll
    static void read() throws IOException {
        Network.recordNoGradientsOnThisThread();
        try (InputStream json = AdamTest.class.getResourceAsStream("adam.json")) {
            recorded = Json.MAPPER.readTree(json);
        }
    }

    static Stream<JsonNode> runs() throws IOException {
        read();
        return recorded.path("runs").valueStream();
    }

    @ParameterizedTest
    @MethodSource("runs")
    void takesTheStepsOfTorchsAdam(JsonNode run) {
        double lambda = run.path("lambda").asDouble();
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            NDArray theta = manager.create(floats(recorded.path("start")));
            theta.setRequiresGradient(true);
            ParameterVector parameters = ParameterVector.view(Map.of("theta", theta));
            Pull pull = new Pull(vector("fisher", manager), vector("centre", manager), lambda);

            try (Optimiser optimiser = new Optimiser(parameters, lambda > 0 ? Optional.of(pull) : Optional.empty())) {
                for (JsonNode step : run.path("steps")) {
                    backpropagate(theta, manager);
                    optimiser.step(recorded.path("rate").asDouble());
                    for (int i = 0; i < 3; i++) {
                        assertThat((double) theta.getFloat(i))
                                .isCloseTo(step.path(i).asDouble(), within(1e-6));
                    }
                }
            }
        }
    }

    private static ParameterVector vector(String name, NDManager manager) {
        return ParameterVector.view(Map.of("theta", manager.create(floats(recorded.path(name)))));
    }

    private static void backpropagate(NDArray theta, NDManager manager) {
        JniUtils.setGradMode(true);
        try (NDManager scope = manager.newSubManager()) {
            NDArray a = scope.create(floats(recorded.path("a")));
            NDArray one = scope.create(1f);
            NDArray difference = theta.sub(one);
            NDArray loss = a.mul(difference).mul(difference).sum();
            JniUtils.backward((PtNDArray) loss, (PtNDArray) one, false, false);
        } finally {
            JniUtils.setGradMode(false);
        }
    }

    private static float[] floats(JsonNode values) {
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values.path(i).asDouble();
        }
        return floats;
    }
}
