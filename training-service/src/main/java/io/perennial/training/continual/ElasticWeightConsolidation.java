package io.perennial.training.continual;

import java.util.Optional;

/**
 * Elastic weight consolidation, the paper's: L(θ) = CE(θ) + (λ/2) Σᵢ Fᵢ (θᵢ − θ*ᵢ)². Its gradient is added to each step's,
 * which equals the penalty in the graph and costs less.
 *
 * @param anchor F and θ*; stays the giver's
 * @see <a href="https://arxiv.org/abs/1612.00796">Kirkpatrick et al. (2017), Overcoming catastrophic forgetting</a>
 */
record ElasticWeightConsolidation(Anchor anchor, double lambda) implements ContinualMethod {

    @Override
    public Optional<Pull> pull() {
        return Optional.of(new Pull(anchor.fisher(), anchor.mean(), lambda));
    }
}
