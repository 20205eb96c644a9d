package io.perennial.training.continual;

import java.util.Optional;

/**
 * L2-SP: L(θ) = CE(θ) + (λ/2) Σᵢ (θᵢ − θ*ᵢ)², elastic weight consolidation with every parameter held alike.
 *
 * @see <a href="https://arxiv.org/abs/1802.01483">Li et al. (2018), Explicit inductive bias for transfer learning</a>
 */
final class L2StartingPoint implements ContinualMethod {

    private final ParameterVector centre;
    private final ParameterVector ones;
    private final double lambda;

    /** @param start θ*, copied */
    L2StartingPoint(ParameterVector start, double lambda) {
        this.centre = start.copy();
        this.ones = start.ones();
        this.lambda = lambda;
    }

    @Override
    public Optional<Pull> pull() {
        return Optional.of(new Pull(ones, centre, lambda));
    }

    @Override
    public void close() {
        centre.close();
        ones.close();
    }
}
