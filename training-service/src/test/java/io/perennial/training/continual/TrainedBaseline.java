package io.perennial.training.continual;

import ai.djl.ndarray.NDArray;
import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.Augmentation;
import io.perennial.artifact.Cohort;
import io.perennial.artifact.DirectoryArtifactStore;
import io.perennial.artifact.LabelledImages;
import io.perennial.artifact.Recipe;
import io.perennial.artifact.Recipe.Method;
import io.perennial.artifact.Recipe.Schedule;
import io.perennial.artifact.Recipe.Statistics;
import io.perennial.artifact.Recipe.Trainable;
import io.perennial.mammography.DomainRole;
import io.perennial.mammography.Split;
import io.perennial.network.ResNetSpec;
import io.perennial.network.TensorSpec;
import io.perennial.network.Weights;
import io.perennial.training.SyntheticCohort;
import java.nio.file.Path;

/** A small network that has learned from a few images: what the laws of learning are tested from. */
record TrainedBaseline(Learner learner, LabelledImages training, LabelledImages validation, Baseline baseline)
        implements AutoCloseable {

    static final ResNetSpec SPEC = ResNetSpec.named("demo", SyntheticCohort.SIZE);

    static TrainedBaseline in(Path directory) throws Exception {
        ArtifactStore artifacts = new DirectoryArtifactStore(directory);
        Cohort cohort = Cohort.open(
                artifacts,
                SyntheticCohort.publish(artifacts, "original", DomainRole.ORIGINAL, 1)
                        .cohort());
        LabelledImages training = cohort.images(Split.TRAINING);
        LabelledImages validation = cohort.images(Split.VALIDATION);
        Learner learner = new Learner(SPEC, 1);
        Baseline baseline = learner.trainBaseline(
                training, validation, recipe(Trainable.ALL, Statistics.TARGET, 0, 1e-3), 6, TrainingListener.NOBODY);
        return new TrainedBaseline(learner, training, validation, baseline);
    }

    static Recipe recipe(Trainable trainable, Statistics statistics, double lambda, double rate) {
        return new Recipe(trainable, statistics, lambda, 1, rate, 2, 8, 7);
    }

    static Recipe with(Method method, double lambda) {
        return new Recipe(
                method,
                Trainable.ALL,
                Statistics.ORIGINAL,
                lambda,
                1,
                1e-3,
                Schedule.COSINE,
                2,
                Recipe.PATIENCE,
                8,
                Augmentation.MIRRORED_AND_SHIFTED,
                7);
    }

    Weights weights() {
        return baseline.weights();
    }

    Weights fineTune(Recipe recipe) throws Exception {
        return fineTune(learner, recipe);
    }

    /** With another learner of the same network. */
    Weights fineTune(Learner other, Recipe recipe) throws Exception {
        return other.fineTune(weights(), baseline.anchor(), training, validation, recipe, TrainingListener.NOBODY);
    }

    /** √Σ(a − b)² of one parameter. */
    static double distance(Weights a, Weights b, String name) {
        try (NDArray difference = a.get(name).sub(b.get(name));
                NDArray length = difference.norm()) {
            return length.getFloat();
        }
    }

    /** √Σ(a − b)² over all parameters. */
    static double distance(Weights a, Weights b) {
        return Math.sqrt(SPEC.parameters().stream()
                .map(TensorSpec::name)
                .mapToDouble(name -> Math.pow(distance(a, b, name), 2))
                .sum());
    }

    @Override
    public void close() {
        baseline.close();
        learner.close();
    }
}
