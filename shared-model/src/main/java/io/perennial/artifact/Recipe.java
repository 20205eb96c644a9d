package io.perennial.artifact;

/**
 * How a candidate is made from its base model.
 *
 * @param trainable which parameters move
 * @param statistics whose BatchNorm statistics normalise
 * @param lambda λ of the EWC penalty (λ/2) Σ Fᵢ(θᵢ − θ*ᵢ)², F the mean over samples; 0 or more
 * @param alpha place on the line θ(α) = (1 − α)θ* + α θ_tuned, 0 (base model) to 1 (tuned)
 * @param learningRate Adam's step size
 * @param epochs at most this many passes over the training images
 * @param batchSize images per step
 * @param seed of shuffling and augmentation
 */
public record Recipe(
        Trainable trainable,
        Statistics statistics,
        double lambda,
        double alpha,
        double learningRate,
        int epochs,
        int batchSize,
        long seed) {

    /** Which parameters fine-tuning moves. */
    public enum Trainable {
        /** γ and β of every BatchNorm layer, and the classification head stays as it is (paper §2.2). */
        BATCH_NORM_ONLY,
        /** Every parameter, the head included (paper §2.3). */
        ALL
    }

    /** Whose statistics BatchNorm normalises with, in training and in inference. */
    public enum Statistics {
        /** The frozen running mean and variance of Dataset O: the paper's technique. */
        ORIGINAL,
        /** Batch statistics of T while training, T's running statistics in inference: conventional fine-tuning. */
        TARGET
    }

    public Recipe {
        if (!(lambda >= 0) || Double.isInfinite(lambda)) {
            throw new IllegalArgumentException("λ is a finite number of 0 or more, not " + lambda);
        }
        if (!(alpha >= 0 && alpha <= 1)) {
            throw new IllegalArgumentException("α lies between 0 and 1, not at " + alpha);
        }
        if (!(learningRate > 0) || epochs < 1 || batchSize < 1) {
            throw new IllegalArgumentException("learning rate " + learningRate + ", epochs " + epochs
                    + " and batch size " + batchSize + " must all be positive");
        }
    }

    /** The same recipe at another place of its weight path. */
    public Recipe at(double newAlpha) {
        return new Recipe(trainable, statistics, lambda, newAlpha, learningRate, epochs, batchSize, seed);
    }

    /** In a few words: {@code "ALL, statistics of O, λ = 100, α = 0.5"}. */
    public String summary() {
        return trainable + ", statistics of " + (statistics == Statistics.ORIGINAL ? "O" : "T") + ", λ = "
                + plain(lambda) + ", α = " + plain(alpha);
    }

    private static String plain(double value) {
        return value == Math.rint(value) && value < 1e6 ? Long.toString((long) value) : Double.toString(value);
    }
}
