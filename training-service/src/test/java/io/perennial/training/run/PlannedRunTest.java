package io.perennial.training.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.perennial.artifact.ChangeControlPlan.Modifications;
import io.perennial.artifact.ChangeControlPlan.RecipeFamily;
import io.perennial.artifact.Recipe;
import io.perennial.artifact.Recipe.Statistics;
import io.perennial.artifact.Recipe.Trainable;
import io.perennial.training.run.PlannedRun.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlannedRunTest {

    private static final RecipeFamily BATCH_NORM =
            new RecipeFamily(Trainable.BATCH_NORM_ONLY, Statistics.ORIGINAL, List.of(0.0, 10.0), 1e-2, 3, 16);
    private static final RecipeFamily ALL =
            new RecipeFamily(Trainable.ALL, Statistics.ORIGINAL, List.of(100.0), 1e-3, 5, 32);

    @Test
    void listsThePlansRecipesInOrderAndTheControlLast() {
        List<PlannedRun> runs = PlannedRun.of(plan(List.of(BATCH_NORM, ALL), true), 7);

        assertThat(runs).extracting(PlannedRun::position).containsExactly(0, 1, 2, 3);
        assertThat(runs)
                .extracting(PlannedRun::stage)
                .containsExactly(Stage.CANDIDATE, Stage.CANDIDATE, Stage.CANDIDATE, Stage.CONTROL);
        assertThat(runs).extracting(run -> run.recipe().lambda()).containsExactly(0.0, 10.0, 100.0, 0.0);
        assertThat(runs).extracting(run -> run.recipe().seed()).containsOnly(7L);
    }

    @Test
    void controlsByConventionalFineTuningWithTheSettingsOfTheFamilyThatMovesAll() {
        PlannedRun control =
                PlannedRun.of(plan(List.of(BATCH_NORM, ALL), true), 7).get(3);

        assertThat(control.control()).isTrue();
        assertThat(control.recipe()).isEqualTo(new Recipe(Trainable.ALL, Statistics.TARGET, 0, 1, 1e-3, 5, 32, 7));
    }

    @Test
    void controlsOnlyIfThePlanSaysSo() {
        assertThat(PlannedRun.of(plan(List.of(ALL), false), 7)).noneMatch(PlannedRun::control);
    }

    private static Modifications plan(List<RecipeFamily> families, boolean control) {
        return new Modifications(families, List.of(1.0), control);
    }
}
