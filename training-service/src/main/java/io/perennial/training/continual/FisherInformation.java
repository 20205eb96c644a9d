package io.perennial.training.continual;

import io.perennial.artifact.Digest;
import io.perennial.artifact.FisherCertificate;
import io.perennial.artifact.Safetensors;
import java.util.Arrays;

/**
 * The diagonal of the Fisher information at θ*, a mean over samples:
 *
 * <pre>
 * Fᵢ = (1/N) Σₙ Σₖ wₙₖ (∂ log p(k | xₙ, θ*) / ∂θᵢ)²
 * </pre>
 *
 * with the weights of a {@link FisherEstimator}. Holds native memory; the owner closes it.
 *
 * @param diagonal F, 0 or more
 * @param estimator how it was estimated
 * @param samples images it averages over
 * @param distinctSamples different images among them
 * @see <a href="https://arxiv.org/abs/1612.00796">Kirkpatrick et al. (2017), Overcoming catastrophic forgetting</a>
 */
public record FisherInformation(ParameterVector diagonal, FisherEstimator estimator, int samples, int distinctSamples)
        implements AutoCloseable {

    /** What the diagonal was computed from and how it is spread. */
    public FisherCertificate certificate() {
        return certificate(diagonal, estimator, samples, distinctSamples);
    }

    static FisherCertificate certificate(
            ParameterVector diagonal, FisherEstimator estimator, int samples, int distinctSamples) {
        double[] values = diagonal.toArray();
        Arrays.sort(values);
        return new FisherCertificate(
                estimator.name(),
                samples,
                distinctSamples,
                Arrays.stream(values).sum(),
                values[values.length - 1],
                quantile(values, 0.5),
                quantile(values, 0.9),
                quantile(values, 0.99),
                Digest.of(Safetensors.encode(diagonal.encoded(Anchor.FISHER))));
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }

    @Override
    public void close() {
        diagonal.close();
    }
}
