package io.perennial.training.continual;

import ai.djl.pytorch.jni.IValue;
import java.util.Optional;

/** Adam's steps, each after a method's pull where there is one: without it, plain fine-tuning is bit for bit itself. */
final class Optimiser implements AutoCloseable {

    private final ParameterVector theta;
    private final Adam adam;
    private final Optional<PullGradient> pull;

    /**
     * An optimiser at its first step.
     *
     * @param theta the parameters that learn; they stay the caller's
     * @param pull over at least these parameters
     */
    Optimiser(ParameterVector theta, Optional<Pull> pull) {
        this.theta = theta;
        this.adam = new Adam(theta);
        this.pull = pull.map(it -> new PullGradient(theta, it));
    }

    /**
     * Moves the parameters one step against their gradients and the pull's, and zeroes the gradients.
     *
     * @param rate η
     */
    void step(double rate) {
        try (ParameterVector gradients = theta.gradients();
                IValue gradient = gradients.asList()) {
            pull.ifPresent(it -> it.add(gradient));
            adam.step(rate, gradient);
        }
    }

    @Override
    public void close() {
        pull.ifPresent(PullGradient::close);
        adam.close();
    }
}
