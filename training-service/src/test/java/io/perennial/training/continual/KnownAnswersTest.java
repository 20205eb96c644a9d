package io.perennial.training.continual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.perennial.network.Network;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What theory says elastic weight consolidation must come to, on problems that are solved by hand. */
class KnownAnswersTest {

    private final NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");

    @BeforeAll
    static void recordNoGradientByItself() {
        Network.recordNoGradientsOnThisThread();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private ParameterVector vector(double... values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return ParameterVector.view(Map.of("theta", manager.create(floats)));
    }

    /** Adam's steps on a loss, the rate falling until it rests. */
    private void minimise(ParameterVector theta, UnaryOperator<NDArray> loss, Optional<Pull> pull) {
        NDArray parameter = theta.arrays().get(0);
        theta.requireGradients(true);
        try (Optimiser optimiser = new Optimiser(theta, pull)) {
            for (int step = 0; step < 3000; step++) {
                JniUtils.setGradMode(true);
                try (NDManager scope = manager.newSubManager()) {
                    NDArray result = loss.apply(parameter);
                    result.attach(scope);
                    JniUtils.backward((PtNDArray) result, (PtNDArray) scope.create(1f), false, false);
                } finally {
                    JniUtils.setGradMode(false);
                }
                optimiser.step(0.05 * Math.pow(0.997, step));
            }
        } finally {
            theta.requireGradients(false);
        }
    }

    private Pull pull(Anchor anchor, double lambda) {
        return new ElasticWeightConsolidation(anchor, lambda).pull().orElseThrow();
    }

    /**
     * y = Xθ + noise of variance 1. For a design with orthogonal columns the Fisher information of the first domain, summed,
     * is the diagonal of X₁ᵀX₁, its optimum θ* = (X₁ᵀX₁)⁻¹X₁ᵀy₁, and learning the second domain with the penalty
     * ½ Σ Fᵢ(θᵢ − θ*ᵢ)² ends at the least squares of both together: the mean of the Bayesian posterior.
     */
    @Test
    void endsAtTheJointPosteriorOfALinearGaussianModel() {
        double[][] x1 = orthogonal(8, 3, new double[] {2, 0.7, 1.3});
        double[][] x2 = orthogonal(8, 3, new double[] {0.5, 1.1, 2.4});
        double[] y1 = normal(8, 1);
        double[] y2 = normal(8, 2);
        double[] fisher = new double[3];
        double[] first = new double[3];
        double[] joint = new double[3];
        for (int j = 0; j < 3; j++) {
            double xx1 = 0;
            double xx2 = 0;
            double xy1 = 0;
            double xy2 = 0;
            for (int i = 0; i < 8; i++) {
                xx1 += x1[i][j] * x1[i][j];
                xy1 += x1[i][j] * y1[i];
                xx2 += x2[i][j] * x2[i][j];
                xy2 += x2[i][j] * y2[i];
            }
            fisher[j] = xx1;
            first[j] = xy1 / xx1;
            joint[j] = (xy1 + xy2) / (xx1 + xx2);
        }
        NDArray design = matrix(x2);
        NDArray answers = vector(y2).arrays().get(0);
        ParameterVector theta = vector(first);

        try (Anchor anchor = Anchor.of(theta, vector(fisher))) {
            minimise(theta, t -> squares(design.matMul(t).sub(answers)).mul(0.5), Optional.of(pull(anchor, 1)));
        }

        assertThat(theta.toArray()).containsExactly(joint, within(1e-4));
    }

    /**
     * Three domains of as many observations of variance 1 each, with means 0, 1 and 2. One penalty whose Fisher information
     * accumulates ends at 1, the joint mean. A penalty for each domain, around each domain's own end, does not: it counts the
     * first domain again in the second's and ends at 0.833.
     */
    @Test
    void accumulatesThreeGaussianDomainsIntoOnePenalty() {
        ParameterVector theta = vector(0);
        ParameterVector one = vector(1);
        try (Anchor afterFirst = Anchor.of(theta, one)) {
            minimise(theta, t -> squares(t.sub(1)).mul(0.5), Optional.of(pull(afterFirst, 1)));
            assertThat(theta.toArray()[0]).isCloseTo(0.5, within(1e-4));

            try (Anchor afterSecond = afterFirst.accumulated(theta, one, 1, 1)) {
                assertThat(afterSecond.fisher().toArray()).containsExactly(2);
                minimise(theta, t -> squares(t.sub(2)).mul(0.5), Optional.of(pull(afterSecond, 1)));
                assertThat(theta.toArray()[0]).isCloseTo(1.0, within(1e-4));
            }

            ParameterVector separate = vector(0.5);
            try (Anchor second = Anchor.of(separate, one)) {
                minimise(
                        separate,
                        // the first domain's penalty stands in the loss, beside the second's
                        t -> squares(t.sub(2)).add(squares(t)).mul(0.5),
                        Optional.of(pull(second, 1)));
                assertThat(separate.toArray()[0]).isCloseTo(2.5 / 3, within(1e-4));
            }
        }
    }

    @Test
    void weighsAndForgetsWhatItAccumulates() {
        try (Anchor anchor = Anchor.of(vector(1, 2), vector(3, 4));
                Anchor next = anchor.accumulated(vector(5, 6), vector(10, 20), 0.5, 0.25)) {
            assertThat(next.fisher().toArray()).containsExactly(0.25 * 3 + 5, 0.25 * 4 + 10);
            assertThat(next.mean().toArray()).containsExactly(5, 6);
        }
    }

    @Test
    void measuresThePenaltyAsItsFormula() {
        try (Anchor anchor = Anchor.of(vector(1, -2, 3), vector(0.5, 2, 0))) {
            // λ/2 Σ F d² with λ = 4, d = (1, 0.5, 7)
            assertThat(anchor.penalty(vector(2, -1.5, 10), 4)).isCloseTo(2 * (0.5 + 2 * 0.25), within(1e-6));
            assertThat(anchor.penalty(vector(1, -2, 3), 1e9)).isZero();
        }
    }

    /** λ F (θ − θ*), which Adam adds to the gradient, is the derivative of the penalty: the same steps as with it in the graph. */
    @Test
    void addsThePenaltysGradient() {
        NDArray f = manager.create(new float[] {0.5f, 2, 0.1f});
        NDArray centre = manager.create(new float[] {1, -2, 3});
        ParameterVector edited = vector(0, 0, 0);
        ParameterVector graph = vector(0, 0, 0);

        try (Anchor anchor = Anchor.of(vector(1, -2, 3), vector(0.5, 2, 0.1))) {
            minimise(edited, t -> squares(t.sub(5)).mul(0.5), Optional.of(pull(anchor, 3)));
        }
        minimise(
                graph,
                t -> squares(t.sub(5))
                        .add(f.mul(t.sub(centre)).mul(t.sub(centre)).sum().mul(3))
                        .mul(0.5),
                Optional.empty());

        assertThat(edited.toArray()).containsExactly(graph.toArray(), within(1e-5));
    }

    @Test
    void mergesByFisherWeight() {
        ParameterVector tuned = vector(1, 1, 1, 1);
        try (Anchor anchor = Anchor.of(vector(0, 0, 0, 0), vector(1, 3, 0, 0))) {
            new FisherMergingFixture(anchor, 2).merge(tuned, vector(2, 2, 5, 0));
        }

        // λF : F_T is 2:2, 6:2, 0:5 and 0:0
        assertThat(tuned.toArray()).containsExactly(0.5, 0.25, 1, 1);
    }

    private record FisherMergingFixture(Anchor anchor, double lambda) {
        @SuppressWarnings("NullAway")
        void merge(ParameterVector tuned, ParameterVector fisher) {
            new FisherMerging(anchor, lambda, null, tuned.names(), null, java.util.List.of()).merge(tuned, fisher);
        }
    }

    private static NDArray squares(NDArray array) {
        return array.mul(array).sum();
    }

    private NDArray matrix(double[][] rows) {
        float[] flat = new float[rows.length * rows[0].length];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = (float) rows[i / rows[0].length][i % rows[0].length];
        }
        return manager.create(flat, new Shape(rows.length, rows[0].length));
    }

    /** Columns of a Hadamard matrix, scaled: orthogonal, and no column alike. */
    private static double[][] orthogonal(int rows, int columns, double[] scale) {
        double[][] x = new double[rows][columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                x[i][j] = scale[j] * (Integer.bitCount(i & (j + 1)) % 2 == 0 ? 1 : -1);
            }
        }
        return x;
    }

    private static double[] normal(int n, long seed) {
        Random random = new Random(seed);
        return random.doubles(n, -2, 2).toArray();
    }
}
