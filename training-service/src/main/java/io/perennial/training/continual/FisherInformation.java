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
import io.perennial.network.Weights;
import java.util.ArrayList;
import java.util.List;

/**
 * The diagonal of the Fisher information at θ*, exact over the classes:
 *
 * <pre>
 * Fᵢ = (1/N) Σₙ Σₖ p(k | xₙ, θ*) (∂ log p(k | xₙ, θ*) / ∂θᵢ)²
 * </pre>
 *
 * <p>Per sample, never the square of a batch's mean gradient; in inference mode, so that no running statistic moves; a mean
 * over samples, accumulated in float32.
 *
 * @see <a href="https://arxiv.org/abs/1612.00796">Kirkpatrick et al. (2017), Overcoming catastrophic forgetting</a>
 * @see <a href="https://arxiv.org/abs/1905.12558">Kunstner et al. (2019), on the empirical Fisher that this is not</a>
 */
final class FisherInformation {

    private static final String SOURCE = """
            class Accumulate(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
              def forward(self: __torch__.Accumulate, sum: List[Tensor], gradient: List[Tensor], weight: float) -> int:
                for i in range(torch.len(sum)):
                  g = gradient[i]
                  _0 = torch.addcmul_(sum[i], g, g, value=weight)
                  _1 = torch.zero_(g)
                return torch.len(sum)
            """;

    private FisherInformation() {}

    /**
     * Computes the diagonal for every parameter, at the weights as they are.
     *
     * @param samples indices of the images to average over
     * @param manager gets the result
     * @return one array per parameter, in the order of {@code weights.parameters()}
     */
    static List<NDArray> exact(
            Network network,
            Weights weights,
            LabelledImages images,
            List<Integer> samples,
            NDManager manager,
            TrainingListener listener)
            throws CancelledException {
        List<NDArray> theta = List.copyOf(weights.parameters().values());
        List<NDArray> fisher = new ArrayList<>();
        theta.forEach(parameter -> fisher.add(manager.zeros(parameter.getShape())));
        int size = images.imageSize();
        float[] grey = new float[size * size];
        theta.forEach(parameter -> parameter.setRequiresGradient(true));
        try (Script accumulate = Script.compile("Accumulate", SOURCE);
                IValue sum = Tensors.list(fisher)) {
            for (int n = 0; n < samples.size(); n++) {
                if (listener.cancelled()) {
                    throw new CancelledException();
                }
                images.copyPixels(samples.get(n), grey, 0);
                try (NDManager scope = manager.newSubManager()) {
                    NDArray x = scope.create(grey, new Shape(1, size, size));
                    JniUtils.setGradMode(true);
                    NDArray logP = network.differentiableLogits(x, weights, Normalisation.FOLDED)
                            .logSoftmax(1); // (1, 4)
                    double[] p = probabilities(logP);
                    for (int k = 0; k < Density.CATEGORIES; k++) {
                        NDArray choice =
                                scope.eye(Density.CATEGORIES).get(k).reshape(1, Density.CATEGORIES); // picks log p(k)
                        JniUtils.backward((PtNDArray) logP, (PtNDArray) choice, k < Density.CATEGORIES - 1, false);
                        List<PtNDArray> gradients = Tensors.gradients(theta);
                        try (IValue gradient = Tensors.list(gradients);
                                IValue weight = IValue.from(p[k] / samples.size())) {
                            accumulate.run(sum, gradient, weight);
                        } finally {
                            gradients.forEach(NDArray::close);
                        }
                    }
                } finally {
                    JniUtils.setGradMode(false);
                }
                listener.onStep((n + 1.0) / samples.size());
            }
            return fisher;
        } finally {
            theta.forEach(parameter -> parameter.setRequiresGradient(false));
        }
    }

    private static double[] probabilities(NDArray logP) {
        float[] values = logP.toFloatArray();
        double[] p = new double[values.length];
        for (int k = 0; k < p.length; k++) {
            p[k] = Math.exp(values[k]);
        }
        return p;
    }
}
