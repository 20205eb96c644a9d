package io.perennial.training.continual;

/**
 * A quadratic pull of the parameters towards a centre: its gradient λ wᵢ (θᵢ − cᵢ) is added to each step's
 * ({@link PullGradient}).
 *
 * @param importance w, 0 or more; stays the giver's
 * @param centre c, over the same parameters; stays the giver's
 * @param lambda λ > 0
 */
public record Pull(ParameterVector importance, ParameterVector centre, double lambda) {}
