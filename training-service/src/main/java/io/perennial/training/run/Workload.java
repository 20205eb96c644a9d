package io.perennial.training.run;

import io.perennial.artifact.Recipe;
import io.perennial.artifact.Recipe.Method;
import io.perennial.artifact.Recipe.Trainable;
import io.perennial.mammography.Density;
import io.perennial.training.continual.Learner;

/**
 * How much work a run is at most, in units of one image's training step with all parameters learning. Only proportions
 * count. A step is a forward pass, the gradients of the activations and those of the weights, each about a third (three
 * multiplications of the same matrices).
 *
 * @param training images that are learned from
 * @param validation images that are looked at after each epoch
 */
record Workload(int training, int validation) {

    private static final double FORWARD = 1 / 3.0;
    private static final double BACKWARD = 2 / 3.0;
    private static final double BACKWARD_ACTIVATIONS_ONLY = 1 / 3.0;

    /** All epochs of a recipe. */
    double of(Recipe recipe) {
        double step = FORWARD + (recipe.trainable() == Trainable.ALL ? BACKWARD : BACKWARD_ACTIVATIONS_ONLY);
        return recipe.epochs() * (training * step + validation * FORWARD);
    }

    /** What a method does after the epochs of a recipe. */
    double ofConclusion(Recipe recipe) {
        boolean merging = recipe.method() == Method.FISHER_MERGING && recipe.lambda() > 0;
        return merging ? ofFisher(Math.min(Learner.MERGING_SAMPLES, training)) : 0;
    }

    /** The exact Fisher diagonal: per image one pass forward and one back for each category. */
    static double ofFisher(int samples) {
        return samples * (FORWARD + Density.CATEGORIES * BACKWARD);
    }
}
