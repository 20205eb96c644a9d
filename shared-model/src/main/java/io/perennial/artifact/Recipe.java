package io.perennial.artifact;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/**
 * How a candidate is made from its base model.
 *
 * @param method what holds the base model's knowledge
 * @param trainable which parameters move
 * @param statistics whose BatchNorm statistics normalise
 * @param lambda λ, the strength of the method, in the unit {@link Method} gives; 0 or more
 * @param alpha place on the line θ(α) = (1 − α)θ* + α θ_tuned, 0 (base model) to 1 (tuned)
 * @param learningRate Adam's step size at the start
 * @param schedule how the step size goes on
 * @param epochs at most this many passes over the training images
 * @param patience stops after this many epochs without a lower validation loss (paper, Appendix A.2: 20)
 * @param batchSize images per step
 * @param augmentation how training images are varied
 * @param seed of shuffling and augmentation
 */
public record Recipe(
        Method method,
        Trainable trainable,
        Statistics statistics,
        double lambda,
        double alpha,
        double learningRate,
        Schedule schedule,
        int epochs,
        int patience,
        int batchSize,
        Augmentation augmentation,
        long seed) {

    /** Epochs without improvement that the paper waits. */
    public static final int PATIENCE = 20;

    /** What holds the base model's knowledge; with λ = 0 each is plain fine-tuning. */
    public enum Method {
        /** (λ/2) Σ Fᵢ(θᵢ − θ*ᵢ)² is added to the loss, F the mean over samples: the paper's. */
        EWC("EWC"),
        /** (λ/2) Σ (θᵢ − θ*ᵢ)² is added to the loss. */
        L2_SP("L2-SP"),
        /** λ times the divergence from the base model's own softened answers on the new images is added to the loss. */
        LEARNING_WITHOUT_FORGETTING("learning without forgetting"),
        /** Plain fine-tuning, then each parameter is averaged with the base's by Fisher weight, λ for the base's. */
        FISHER_MERGING("Fisher merging");

        private final String words;

        Method(String words) {
            this.words = words;
        }
    }

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

    /** How the step size changes over a run. */
    public enum Schedule {
        CONSTANT,
        /** Down to 0 along half a cosine over all epochs. */
        COSINE;

        /** The step size's factor when this share of all steps, 0 to 1, is done. */
        public double at(double share) {
            return this == CONSTANT ? 1 : (1 + Math.cos(Math.PI * share)) / 2;
        }
    }

    public Recipe {
        if (!(lambda >= 0) || Double.isInfinite(lambda)) {
            throw new IllegalArgumentException("λ is a finite number of 0 or more, not " + lambda);
        }
        if (!(alpha >= 0 && alpha <= 1)) {
            throw new IllegalArgumentException("α lies between 0 and 1, not at " + alpha);
        }
        if (!(learningRate > 0) || epochs < 1 || patience < 1 || batchSize < 1) {
            throw new IllegalArgumentException("learning rate " + learningRate + ", epochs " + epochs + ", patience "
                    + patience + " and batch size " + batchSize + " must all be positive");
        }
    }

    /** EWC with a cosine schedule, the paper's patience, images mirrored and shifted. */
    public Recipe(
            Trainable trainable,
            Statistics statistics,
            double lambda,
            double alpha,
            double learningRate,
            int epochs,
            int batchSize,
            long seed) {
        this(
                Method.EWC,
                trainable,
                statistics,
                lambda,
                alpha,
                learningRate,
                Schedule.COSINE,
                epochs,
                PATIENCE,
                batchSize,
                Augmentation.MIRRORED_AND_SHIFTED,
                seed);
    }

    /** From its JSON form, in which fields were added since the first version. */
    @JsonCreator
    static Recipe of(
            @JsonProperty("method") Optional<Method> method,
            @JsonProperty("trainable") Trainable trainable,
            @JsonProperty("statistics") Statistics statistics,
            @JsonProperty("lambda") double lambda,
            @JsonProperty("alpha") double alpha,
            @JsonProperty("learningRate") double learningRate,
            @JsonProperty("schedule") Optional<Schedule> schedule,
            @JsonProperty("epochs") int epochs,
            @JsonProperty("patience") Optional<Integer> patience,
            @JsonProperty("batchSize") int batchSize,
            @JsonProperty("augmentation") Optional<Augmentation> augmentation,
            @JsonProperty("seed") long seed) {
        return new Recipe(
                method.orElse(Method.EWC),
                trainable,
                statistics,
                lambda,
                alpha,
                learningRate,
                schedule.orElse(Schedule.COSINE),
                epochs,
                patience.orElse(PATIENCE),
                batchSize,
                augmentation.orElse(Augmentation.MIRRORED_AND_SHIFTED),
                seed);
    }

    /** The same recipe at another place of its weight path. */
    public Recipe at(double newAlpha) {
        return new Recipe(
                method,
                trainable,
                statistics,
                lambda,
                newAlpha,
                learningRate,
                schedule,
                epochs,
                patience,
                batchSize,
                augmentation,
                seed);
    }

    /** In a few words: {@code "ALL, statistics of O, λ = 100, α = 0.5"}; the method is named where it is not EWC. */
    public String summary() {
        return (method == Method.EWC ? "" : method.words + ", ") + trainable + ", statistics of "
                + (statistics == Statistics.ORIGINAL ? "O" : "T") + ", λ = " + plain(lambda) + ", α = " + plain(alpha);
    }

    private static String plain(double value) {
        return value == Math.rint(value) && value < 1e6 ? Long.toString((long) value) : Double.toString(value);
    }
}
