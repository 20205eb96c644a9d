package io.perennial.experiment;

import io.perennial.artifact.Recipe.Statistics;
import io.perennial.artifact.Recipe.Trainable;
import io.perennial.experiment.Arm.FineTuned;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The kappas that the paper's text gives, measured on its own private mammograms (n = 103 890 for O, 8603 for T) with a
 * ResNet-50. Its λ are in units of its own.
 *
 * @see <a href="https://arxiv.org/abs/2011.08096">the paper</a>
 */
public final class PaperFigures {

    /**
     * One model of the paper.
     *
     * @param arm the arm it is, with the paper's λ
     * @param original κ on O
     * @param target κ on T, where the text gives it
     */
    public record Model(Arm arm, double original, OptionalDouble target) {}

    /** Every model whose kappa stands in the paper's text, in its order. */
    public static final List<Model> MODELS = List.of(
            new Model(Arm.ORIGINAL_ONLY, 0.6694, OptionalDouble.of(0.5621)),
            new Model(Arm.CONVENTIONAL, 0.1635, OptionalDouble.empty()),
            new Model(Arm.TOGETHER, 0.6671, OptionalDouble.of(0.6690)),
            new Model(
                    new FineTuned(Trainable.BATCH_NORM_ONLY, Statistics.ORIGINAL, 0.05),
                    0.6734,
                    OptionalDouble.of(0.5940)),
            new Model(new FineTuned(Trainable.ALL, Statistics.ORIGINAL, 1), 0.6600, OptionalDouble.of(0.6215)),
            new Model(new FineTuned(Trainable.ALL, Statistics.ORIGINAL, 1e5), 0.6676, OptionalDouble.of(0.2310)));

    private PaperFigures() {}

    /** κ on O of one of the three baselines. */
    public static OptionalDouble original(Arm baseline) {
        return MODELS.stream()
                .filter(model -> model.arm().equals(baseline))
                .mapToDouble(Model::original)
                .findFirst();
    }

    /** κ on T of one of the three baselines, where the text gives it. */
    public static OptionalDouble target(Arm baseline) {
        return MODELS.stream()
                .filter(model -> model.arm().equals(baseline) && model.target().isPresent())
                .mapToDouble(model -> model.target().getAsDouble())
                .findFirst();
    }
}
