package io.perennial.training.continual;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import io.perennial.artifact.LabelledImages;
import io.perennial.mammography.Density;
import io.perennial.network.Network;
import io.perennial.network.Normalisation;
import io.perennial.network.Script;
import io.perennial.network.TensorSpec;
import io.perennial.network.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Computes {@link FisherInformation}: per sample, never the square of a batch's mean gradient; in inference mode, so that
 * no running statistic moves; accumulated in float32, in memory that does not grow with the samples.
 *
 * <p>For BatchNorm's γ and β alone a chunk of samples takes one backward pass a category, for every sample gets a γ and β
 * of its own. Convolutions take a pass for each sample.
 */
final class FisherEstimation {

    private static final String SOURCE = """
            class Accumulate(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
              def one_by_one(self: __torch__.Accumulate, sum: List[Tensor], gradient: List[Tensor], weight: Tensor) -> int:
                for i in range(torch.len(sum)):
                  g = gradient[i]
                  _0 = torch.addcmul_(sum[i], g, torch.mul(g, weight))
                  _1 = torch.zero_(g)
                return torch.len(sum)
              def together(self: __torch__.Accumulate, sum: List[Tensor], gradient: List[Tensor], weight: Tensor) -> int:
                torch._foreach_addcmul_(sum, gradient, torch._foreach_mul(gradient, weight))
                torch._foreach_zero_(gradient)
                return torch.len(sum)
              def per_sample(self: __torch__.Accumulate, sum: List[Tensor], gradient: List[Tensor], weight: Tensor) -> int:
                for i in range(torch.len(sum)):
                  g = gradient[i]
                  _0 = torch.add_(sum[i], torch.sum(torch.mul(torch.mul(g, g), weight), [0]))
                  _1 = torch.zero_(g)
                return torch.len(sum)
            """;

    /** Samples that share a backward pass where each can have a γ and β of its own. */
    static final int CHUNK = 32;

    private final Network network;
    private final FisherEstimator estimator;
    private final SplittableRandom random;

    /**
     * @param network computes in float32
     * @param seed of the categories that {@link FisherEstimator#SAMPLED} draws
     */
    FisherEstimation(Network network, FisherEstimator estimator, long seed) {
        this.network = network;
        this.estimator = estimator;
        this.random = new SplittableRandom(seed);
    }

    /**
     * Computes the diagonal at the weights as they are.
     *
     * @param names of the parameters it covers
     * @param samples indices of the images to average over, at least one
     */
    FisherInformation of(
            Weights weights,
            List<String> names,
            LabelledImages images,
            List<Integer> samples,
            TrainingListener listener)
            throws CancelledException {
        boolean batchNormAlone = network.spec().parameters().stream()
                .filter(parameter -> names.contains(parameter.name()))
                .allMatch(TensorSpec::isBatchNorm);
        return of(weights, names, images, samples, batchNormAlone ? CHUNK : 1, listener);
    }

    /** @param chunk samples a backward pass; more than 1 only for BatchNorm's parameters */
    FisherInformation of(
            Weights weights,
            List<String> names,
            LabelledImages images,
            List<Integer> samples,
            int chunk,
            TrainingListener listener)
            throws CancelledException {
        ParameterVector fisher = ParameterVector.view(weights, names).zeros();
        try (Script accumulate = Script.compile("Accumulate", SOURCE);
                IValue sum = fisher.asList()) {
            for (int from = 0; from < samples.size(); from += chunk) {
                if (listener.cancelled()) {
                    throw new CancelledException();
                }
                int[] indices = samples.subList(from, Math.min(from + chunk, samples.size())).stream()
                        .mapToInt(Integer::intValue)
                        .toArray();
                try (NDManager scope = NDManager.newBaseManager(weights.device(), "PyTorch");
                        Pass pass = chunk == 1
                                ? Pass.alone(weights, names)
                                : Pass.perSample(weights, names, indices.length, scope)) {
                    add(weights, pass, images, indices, samples.size(), scope, accumulate, sum);
                } finally {
                    JniUtils.setGradMode(false);
                }
                listener.onStep((double) (from + indices.length) / samples.size());
            }
            return new FisherInformation(fisher, estimator, samples.size(), (int)
                    samples.stream().distinct().count());
        } catch (CancelledException | RuntimeException e) {
            fisher.close();
            throw e;
        }
    }

    /** Adds what these images contribute: Σₙ Σₖ wₙₖ/N (∂ log p(k | xₙ) / ∂θᵢ)². */
    private void add(
            Weights weights,
            Pass pass,
            LabelledImages images,
            int[] indices,
            int samples,
            NDManager scope,
            Script accumulate,
            IValue sum) {
        int n = indices.length;
        int size = images.imageSize();
        float[] grey = new float[n * size * size];
        for (int i = 0; i < n; i++) {
            images.copyPixels(indices[i], grey, i * size * size);
        }
        NDArray x = scope.create(grey, new Shape(n, size, size));
        JniUtils.setGradMode(true);
        NDArray logP = network.differentiableLogits(x, pass.parameters(), weights, pass.normalisation())
                .logSoftmax(1); // (n, 4)
        double[][] w = weightsOf(logP, images, indices);
        for (int k = 0; k < Density.CATEGORIES; k++) {
            float[] share = new float[n];
            boolean any = false;
            for (int i = 0; i < n; i++) {
                share[i] = (float) (w[i][k] / samples);
                any |= share[i] > 0;
            }
            if (!any) {
                continue;
            }
            NDArray choice = scope.zeros(logP.getShape()); // picks log p(k) of every sample
            choice.set(new ai.djl.ndarray.index.NDIndex(":, " + k), 1);
            JniUtils.backward((PtNDArray) logP, (PtNDArray) choice, true, false);
            NDArray weight = n == 1 && pass.normalisation() != Normalisation.PER_SAMPLE
                    ? scope.create(share[0])
                    : scope.create(share, new Shape(n, 1));
            try (ParameterVector gradients = pass.learning().gradients();
                    IValue gradient = gradients.asList();
                    IValue weightOf = IValue.from((PtNDArray) weight)) {
                accumulate.run(pass.method(), sum, gradient, weightOf);
            }
        }
    }

    private double[][] weightsOf(NDArray logP, LabelledImages images, int[] indices) {
        float[] flat = logP.toFloatArray();
        double[][] weights = new double[indices.length][];
        for (int i = 0; i < indices.length; i++) {
            double[] p = new double[Density.CATEGORIES];
            for (int k = 0; k < p.length; k++) {
                p[k] = Math.exp(flat[i * p.length + k]);
            }
            weights[i] = estimator.weights(p, images.density(indices[i]).rank(), random);
        }
        return weights;
    }

    /**
     * The parameters of one forward pass.
     *
     * @param parameters all of the network's, named
     * @param learning those whose gradients count
     * @param method of the accumulation
     */
    private record Pass(List<NDArray> parameters, ParameterVector learning, Normalisation normalisation, String method)
            implements AutoCloseable {

        static Pass alone(Weights weights, List<String> names) {
            ParameterVector learning = ParameterVector.view(weights, names);
            learning.requireGradients(true);
            return new Pass(
                    List.copyOf(weights.parameters().values()),
                    learning,
                    Normalisation.frozenOn(weights.device()),
                    Walk.over(learning).method());
        }

        /** γ and β repeated for each of n samples, (C) → (n, C). */
        static Pass perSample(Weights weights, List<String> names, int n, NDManager scope) {
            ParameterVector learning = ParameterVector.view(weights, names).map(array -> repeated(array, n));
            learning.requireGradients(true);
            List<NDArray> parameters = new ArrayList<>();
            weights.parameters().forEach((name, array) -> {
                if (learning.names().contains(name)) {
                    NDArray repeated = learning.only(List.of(name)).arrays().get(0);
                    repeated.setName(array.getName());
                    parameters.add(repeated);
                } else if (isBatchNorm(name)) {
                    NDArray repeated = repeated(array, n);
                    repeated.attach(scope);
                    repeated.setName(array.getName());
                    parameters.add(repeated);
                } else {
                    parameters.add(array);
                }
            });
            return new Pass(parameters, learning, Normalisation.PER_SAMPLE, "per_sample");
        }

        private static NDArray repeated(NDArray perChannel, int n) {
            try (NDArray row = perChannel.expandDims(0)) {
                return row.repeat(0, n);
            }
        }

        private static boolean isBatchNorm(String name) {
            return new TensorSpec(name, List.of()).isBatchNorm();
        }

        @Override
        public void close() {
            learning.requireGradients(false);
            learning.close();
        }
    }
}
