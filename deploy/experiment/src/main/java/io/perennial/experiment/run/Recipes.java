package io.perennial.experiment.run;

import io.perennial.artifact.Augmentation;
import io.perennial.artifact.Recipe;
import io.perennial.experiment.Arm;
import io.perennial.experiment.Arm.FineTuned;
import io.perennial.experiment.TrainingSettings;
import io.perennial.experiment.TrainingSettings.Schedule;

/** The arms as recipes. */
final class Recipes {

    private Recipes() {}

    static Recipe of(Arm arm, TrainingSettings settings, long seed) {
        if (arm instanceof FineTuned it) {
            return recipe(it, settings.fineTuning(), settings, seed);
        }
        // from first weights everything learns, with the statistics of its own batches
        return recipe(Arm.CONVENTIONAL, settings.baseline(), settings, seed);
    }

    private static Recipe recipe(FineTuned arm, Schedule schedule, TrainingSettings settings, long seed) {
        return new Recipe(
                arm.method(),
                arm.trainable(),
                arm.statistics(),
                arm.lambda(),
                1, // the end of the weight path
                schedule.learningRate(),
                Recipe.Schedule.COSINE,
                schedule.epochs(),
                Recipe.PATIENCE,
                settings.batchSize(),
                Augmentation.MIRRORED_AND_SHIFTED,
                seed);
    }
}
