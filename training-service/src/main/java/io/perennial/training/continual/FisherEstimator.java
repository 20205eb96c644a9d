package io.perennial.training.continual;

import java.util.SplittableRandom;

/**
 * How the Fisher information's expectation over the categories is taken; each sample contributes
 * Σₖ wₖ (∂ log p(k | x, θ*) / ∂θᵢ)².
 *
 * @see <a href="https://arxiv.org/abs/1905.12558">Kunstner et al. (2019), Limitations of the empirical Fisher</a>
 * @see <a href="https://arxiv.org/abs/2502.11756">van de Ven (2025), On the computation of the Fisher information in
 *     continual learning</a>
 */
public enum FisherEstimator {
    /** wₖ = p(k | x, θ*): the expectation under the model, exactly. */
    EXACT {
        @Override
        double[] weights(double[] p, int label, SplittableRandom random) {
            return p.clone();
        }
    },
    /** wₖ = 1 for one k drawn from p(· | x, θ*): unbiased, and as many backward passes fewer as there are categories. */
    SAMPLED {
        @Override
        double[] weights(double[] p, int label, SplittableRandom random) {
            double u = random.nextDouble();
            int k = 0;
            for (double below = p[0]; k < p.length - 1 && u >= below; below += p[k]) {
                k++;
            }
            return unit(k, p.length);
        }
    },
    /** wₖ = 1 for the label: not the Fisher information, which knows no labels, but what is often used in its place. */
    EMPIRICAL {
        @Override
        double[] weights(double[] p, int label, SplittableRandom random) {
            return unit(label, p.length);
        }
    };

    /**
     * The weight of each category for one sample.
     *
     * @param p the model's probabilities, one a category
     * @param label the category a radiologist gave
     */
    abstract double[] weights(double[] p, int label, SplittableRandom random);

    private static double[] unit(int k, int n) {
        double[] unit = new double[n];
        unit[k] = 1;
        return unit;
    }
}
