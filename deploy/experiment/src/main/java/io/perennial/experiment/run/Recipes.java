package io.perennial.experiment.run;

import io.perennial.artifact.Recipe;
import io.perennial.artifact.Recipe.Statistics;
import io.perennial.artifact.Recipe.Trainable;
import io.perennial.experiment.Arm;
import io.perennial.experiment.TrainingSettings;
import io.perennial.experiment.TrainingSettings.Schedule;

/** The arms as recipes. */
final class Recipes {

    private Recipes() {}

    static Recipe of(Arm arm, TrainingSettings settings, long seed) {
        if (arm instanceof Arm.FineTuned it) {
            return recipe(
                    it.trainable(), it.statistics(), it.lambda(), settings.schedule(it.trainable()), settings, seed);
        }
        // from first weights everything learns, with the statistics of its own batches
        return recipe(Trainable.ALL, Statistics.TARGET, 0, settings.baseline(), settings, seed);
    }

    private static Recipe recipe(
            Trainable trainable,
            Statistics statistics,
            double lambda,
            Schedule schedule,
            TrainingSettings settings,
            long seed) {
        return new Recipe(
                trainable,
                statistics,
                lambda,
                1,
                schedule.learningRate(),
                schedule.epochs(),
                settings.batchSize(),
                seed);
    }
}
