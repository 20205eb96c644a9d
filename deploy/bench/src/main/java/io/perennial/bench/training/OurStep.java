package io.perennial.bench.training;

import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.Augmentation;
import io.perennial.artifact.Cohort;
import io.perennial.artifact.Recipe;
import io.perennial.bench.Processor;
import io.perennial.mammography.Split;
import io.perennial.network.Precision;
import io.perennial.network.ResNetSpec;
import io.perennial.network.Weights;
import io.perennial.training.continual.Baseline;
import io.perennial.training.continual.Compute;
import io.perennial.training.continual.Learner;
import java.io.Closeable;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Perennial's own training steps: ALL parameters, statistics ORIGINAL, with the whole way of an image from the mapped cohort
 * to Adam's step. Closing it frees native memory.
 */
final class OurStep implements Closeable {

    private static final int BATCH = 32;

    private final ArtifactStore store;
    private final ResNetSpec spec;
    private final Learner learner;
    private final Baseline baseline;

    OurStep(ArtifactStore store, ResNetSpec spec, Processor processor, int threads, Precision precision)
            throws Exception {
        this.store = store;
        this.spec = spec;
        this.learner = new Learner(spec, new Compute(List.of(processor.device()), threads, precision));
        try (Weights weights = Weights.initial(spec, 1)) {
            this.baseline = learner.anchored(
                    weights,
                    RandomImages.of(store, 1, spec.inputSize()).images(Split.TRAINING),
                    1,
                    1,
                    new StepClock(step -> {}));
        }
    }

    /**
     * Takes so many steps and one before; gives the seconds of each.
     *
     * @param lambda 0 for plain fine-tuning
     */
    double[] take(int steps, double lambda, LongConsumer onStep) throws Exception {
        Cohort images = RandomImages.of(store, (steps + 1) * BATCH, spec.inputSize());
        Recipe recipe = new Recipe(
                Recipe.Method.EWC,
                Recipe.Trainable.ALL,
                Recipe.Statistics.ORIGINAL,
                lambda,
                1,
                1e-6,
                Recipe.Schedule.CONSTANT,
                1,
                Recipe.PATIENCE,
                BATCH,
                Augmentation.MIRRORED_AND_SHIFTED,
                1);
        StepClock clock = new StepClock(onStep);
        learner.fineTune(
                        baseline.weights(),
                        baseline.anchor(),
                        images.images(Split.TRAINING),
                        images.images(Split.VALIDATION),
                        recipe,
                        clock)
                .close();
        return clock.seconds();
    }

    @Override
    public void close() {
        baseline.close();
        learner.close();
    }
}
