package io.perennial.experiment;

import io.perennial.artifact.Recipe.Method;
import io.perennial.artifact.Recipe.Statistics;
import io.perennial.artifact.Recipe.Trainable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One way to make a model of the two domains: an arm of the comparison. */
public sealed interface Arm {

    /** Trained on O alone: where every fine-tuning starts, and the yardstick. */
    record OriginalOnly() implements Arm {
        @Override
        public String id() {
            return "original-only";
        }

        @Override
        public String label() {
            return "O only";
        }
    }

    /** Trained on the images of both domains from the beginning, which data protection seldom allows. */
    record Together() implements Arm {
        @Override
        public String id() {
            return "together";
        }

        @Override
        public String label() {
            return "O and T together";
        }
    }

    /**
     * O only, fine-tuned on T.
     *
     * @param method what holds what was learned of O; with λ = 0 nothing does
     * @param trainable which parameters learn
     * @param statistics whose BatchNorm statistics normalise
     * @param lambda λ, in the unit of the method: for elastic weight consolidation that of the mean Fisher information
     */
    record FineTuned(Method method, Trainable trainable, Statistics statistics, double lambda) implements Arm {

        /** With elastic weight consolidation, the paper's method. */
        public FineTuned(Trainable trainable, Statistics statistics, double lambda) {
            this(Method.EWC, trainable, statistics, lambda);
        }

        @Override
        public String id() {
            return (method == Method.EWC ? "" : Words.lowerCase(method) + "-")
                    + Words.lowerCase(trainable)
                    + "-statistics-" + Words.domain(statistics).toLowerCase(Locale.ROOT)
                    + "-lambda-" + Words.number(lambda);
        }

        @Override
        public String label() {
            return (method == Method.EWC ? "" : Words.of(method) + ", ") + Words.of(trainable) + ", statistics of "
                    + Words.domain(statistics) + ", λ = " + Words.number(lambda);
        }

        /** Whether the paper has it. */
        public boolean isOfPaper() {
            return method == Method.EWC;
        }
    }

    OriginalOnly ORIGINAL_ONLY = new OriginalOnly();
    Together TOGETHER = new Together();

    /** O, then T, as it is usually done: all layers, the statistics of T, nothing that holds the weights. */
    FineTuned CONVENTIONAL = new FineTuned(Trainable.ALL, Statistics.TARGET, 0);

    /** In letters, digits, dots and hyphens. */
    String id();

    /** For people. */
    String label();

    /** All arms of the paper: O only first, then both together, then every way to fine-tune at each λ. */
    static List<Arm> ofPaper(List<Double> lambdas) {
        List<Arm> arms = new ArrayList<>(List.of(ORIGINAL_ONLY, TOGETHER));
        for (Trainable trainable : List.of(Trainable.ALL, Trainable.BATCH_NORM_ONLY)) {
            for (Statistics statistics : List.of(Statistics.TARGET, Statistics.ORIGINAL)) {
                lambdas.forEach(lambda -> arms.add(new FineTuned(trainable, statistics, lambda)));
            }
        }
        return List.copyOf(arms);
    }

    /**
     * Methods beside the paper's, each at a few λ of its own: all layers, with the statistics of O, as far as they can be
     * compared with elastic weight consolidation at its best.
     */
    static List<FineTuned> further() {
        List<FineTuned> arms = new ArrayList<>();
        // from free to held, as a first run on simulated hospitals showed where that lies
        further(arms, Method.L2_SP, 1, 10, 100, 1000);
        further(arms, Method.LEARNING_WITHOUT_FORGETTING, 0.1, 0.3, 1, 3);
        further(arms, Method.FISHER_MERGING, 0.1, 0.3, 1, 10);
        return List.copyOf(arms);
    }

    private static void further(List<FineTuned> arms, Method method, double... lambdas) {
        for (double lambda : lambdas) {
            arms.add(new FineTuned(method, Trainable.ALL, Statistics.ORIGINAL, lambda));
        }
    }
}
