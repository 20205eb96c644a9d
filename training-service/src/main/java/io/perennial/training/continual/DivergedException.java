package io.perennial.training.continual;

import io.perennial.artifact.Recipe;

/** A loss became NaN or infinite: this recipe leads nowhere on these images. */
public class DivergedException extends Exception {

    public DivergedException(Recipe recipe, int epoch, double loss) {
        super("the training loss became " + loss + " in epoch " + epoch + " of " + recipe.summary()
                + "; a smaller learning rate than " + recipe.learningRate() + " may help");
    }
}
