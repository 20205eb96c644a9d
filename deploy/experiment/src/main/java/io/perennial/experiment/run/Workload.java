package io.perennial.experiment.run;

import io.perennial.artifact.LabelledImages;
import io.perennial.artifact.Recipe.Trainable;
import io.perennial.experiment.Arm;
import io.perennial.experiment.TrainingSettings;
import io.perennial.experiment.TrainingSettings.Schedule;
import io.perennial.experiment.domain.DomainPair;
import io.perennial.mammography.Split;
import java.io.IOException;

/**
 * How much work each arm is, counted in images that pass forwards and backwards through the network once, all layers
 * learning. Only for the time left.
 *
 * @param original images of O
 * @param target images of T
 */
record Workload(Images original, Images target, TrainingSettings settings) {

    // measured with the demonstration's network on a CPU
    private static final double READING = 0.3;
    private static final double BATCH_NORM_ONLY = 0.7;
    private static final double FISHER_SAMPLE = 10; // one backward pass for each category, an image at a time

    /** The number of images in each split. */
    record Images(int training, int validation, int test) {
        static Images of(LabelledImages training, LabelledImages validation, LabelledImages test) {
            return new Images(training.size(), validation.size(), test.size());
        }

        Images and(Images other) {
            return new Images(training + other.training, validation + other.validation, test + other.test);
        }
    }

    static Workload of(DomainPair domains, TrainingSettings settings) throws IOException {
        return new Workload(
                Images.of(
                        domains.original().images(Split.TRAINING),
                        domains.original().images(Split.VALIDATION),
                        domains.original().images(Split.TEST)),
                Images.of(
                        domains.target().images(Split.TRAINING),
                        domains.target().images(Split.VALIDATION),
                        domains.target().images(Split.TEST)),
                settings);
    }

    /** Everything about this arm. */
    double of(Arm arm) {
        return training(arm) + fisher(arm) + READING * (original.test + target.test);
    }

    double training(Arm arm) {
        if (arm instanceof Arm.FineTuned it) {
            double pass = it.trainable() == Trainable.ALL ? 1 : BATCH_NORM_ONLY;
            return training(target, settings.fineTuning(), pass);
        }
        return training(arm instanceof Arm.Together ? original.and(target) : original, settings.baseline(), 1);
    }

    private static double training(Images images, Schedule schedule, double pass) {
        return schedule.epochs() * (pass * images.training + READING * images.validation);
    }

    double fisher(Arm arm) {
        return arm instanceof Arm.OriginalOnly
                ? FISHER_SAMPLE * Math.min(settings.fisherSamples(), original.training)
                : 0;
    }
}
