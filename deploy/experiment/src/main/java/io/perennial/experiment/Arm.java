package io.perennial.experiment;

import io.perennial.artifact.Recipe.Statistics;
import io.perennial.artifact.Recipe.Trainable;
import java.util.ArrayList;
import java.util.List;

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
     * @param trainable which parameters learn
     * @param statistics whose BatchNorm statistics normalise
     * @param lambda λ of elastic weight consolidation, in units of the mean Fisher information; 0 is without
     */
    record FineTuned(Trainable trainable, Statistics statistics, double lambda) implements Arm {
        @Override
        public String id() {
            return (trainable == Trainable.ALL ? "all" : "batch-norm-only") + "-statistics-"
                    + (statistics == Statistics.ORIGINAL ? "o" : "t") + "-lambda-" + Lambda.text(lambda);
        }

        @Override
        public String label() {
            return (trainable == Trainable.ALL ? "all layers" : "BatchNorm only") + ", statistics of "
                    + (statistics == Statistics.ORIGINAL ? "O" : "T") + ", λ = " + Lambda.text(lambda);
        }

        /** The same with another λ. */
        public FineTuned with(double otherLambda) {
            return new FineTuned(trainable, statistics, otherLambda);
        }
    }

    OriginalOnly ORIGINAL_ONLY = new OriginalOnly();
    Together TOGETHER = new Together();

    /** O, then T, as it is usually done: all layers, the statistics of T, nothing that holds the weights. */
    FineTuned CONVENTIONAL = new FineTuned(Trainable.ALL, Statistics.TARGET, 0);

    /** In letters, digits and hyphens. */
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
}
