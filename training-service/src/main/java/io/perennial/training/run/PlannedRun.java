package io.perennial.training.run;

import io.perennial.artifact.ChangeControlPlan;
import io.perennial.artifact.ChangeControlPlan.RecipeFamily;
import io.perennial.artifact.Recipe;
import io.perennial.artifact.Recipe.Statistics;
import io.perennial.artifact.Recipe.Trainable;
import io.perennial.training.TrainingConfig.BaselineSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * One training run of an expansion.
 *
 * @param position place in the expansion's list, from 0: how a finished run is recognised after a restart
 */
record PlannedRun(int position, Stage stage, Recipe recipe) {

    /** What a run is for. */
    enum Stage {
        BASELINE,
        CANDIDATE,
        CONTROL
    }

    /** Whether it is a comparison only. */
    boolean control() {
        return stage == Stage.CONTROL;
    }

    /** The one run of the original domain: every parameter learns, with the statistics of its own batches. */
    static List<PlannedRun> ofBaseline(BaselineSettings settings) {
        Recipe recipe = new Recipe(
                Trainable.ALL,
                Statistics.TARGET,
                0,
                1,
                settings.learningRate(),
                settings.epochs(),
                settings.batchSize(),
                settings.seed());
        return List.of(new PlannedRun(0, Stage.BASELINE, recipe));
    }

    /** The same at α = 0: a model that was brought is what it is, and nothing of the recipe was applied to it. */
    static List<PlannedRun> ofImport(BaselineSettings settings) {
        return ofBaseline(settings).stream()
                .map(run ->
                        new PlannedRun(run.position(), run.stage(), run.recipe().at(0)))
                .toList();
    }

    /** The plan's recipes in its order, then the control if the plan wants one. */
    static List<PlannedRun> of(ChangeControlPlan.Modifications modifications, long seed) {
        List<PlannedRun> runs = new ArrayList<>();
        for (Recipe recipe : modifications.expanded(seed)) {
            runs.add(new PlannedRun(runs.size(), Stage.CANDIDATE, recipe));
        }
        if (modifications.control()) {
            runs.add(new PlannedRun(runs.size(), Stage.CONTROL, conventional(modifications.recipes(), seed)));
        }
        return List.copyOf(runs);
    }

    /** Conventional fine-tuning, with the settings of the first family that moves all parameters, else of the first. */
    private static Recipe conventional(List<RecipeFamily> families, long seed) {
        RecipeFamily like = families.stream()
                .filter(family -> family.trainable() == Trainable.ALL)
                .findFirst()
                .orElse(families.get(0));
        return like.conventional(seed);
    }
}
