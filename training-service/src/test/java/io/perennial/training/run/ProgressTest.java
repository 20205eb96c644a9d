package io.perennial.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.perennial.artifact.Recipe;
import io.perennial.event.TrainingProgressed;
import io.perennial.training.continual.EpochReport;
import io.perennial.training.expansion.Expansion;
import io.perennial.training.expansion.ExpansionFixture;
import io.perennial.training.run.PlannedRun.Stage;
import io.perennial.training.run.Progress.RunWork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final Recipe RECIPE =
            new Recipe(Recipe.Trainable.ALL, Recipe.Statistics.ORIGINAL, 10, 1, 1e-3, 2, 8, 1);
    private static final RunWork WORK = new RunWork(40, 10);

    private final List<TrainingProgressed> told = new ArrayList<>();
    private final Expansion expansion = ExpansionFixture.queued();
    private long nanos;
    private final Progress progress = new Progress(expansion, 100, told::add, () -> false, () -> nanos);

    @Test
    void tellsTheShareOfTheWholeExpansion() {
        progress.begin(new PlannedRun(0, Stage.CANDIDATE, RECIPE), WORK);
        after(1000).onStep(0.5);
        progress.end(WORK);
        progress.begin(new PlannedRun(1, Stage.CONTROL, RECIPE), WORK);
        after(1000).onStep(0.5);

        assertThat(told).extracting(TrainingProgressed::shareDone).containsExactly(0.2, 0.7);
        assertThat(told).extracting(TrainingProgressed::stage).containsExactly("CANDIDATE", "CONTROL");
        assertThat(told.get(0).candidate()).contains("ALL, statistics of O, λ = 10, α = 1");
        assertThat(told.get(0).secondsLeft()).isCloseTo(4, within(1e-6)); // 80 units, 20 a second
    }

    @Test
    void tellsAtMostTwiceASecondBetweenEpochs() {
        progress.begin(new PlannedRun(0, Stage.BASELINE, RECIPE), WORK);
        for (int step = 1; step <= 100; step++) {
            after(20).onStep(step / 100.0);
        }

        assertThat(told).hasSizeBetween(4, 5); // in two seconds, and one at the start
    }

    @Test
    void tellsEveryEpochWithItsFiguresAndLeavesOutWhatIsUndefined() {
        progress.begin(new PlannedRun(0, Stage.BASELINE, RECIPE), WORK);
        after(10).onEpoch(new EpochReport(1, 2, 0.9, Double.NaN, OptionalDouble.empty()));
        after(10).onEpoch(new EpochReport(2, 2, 0.8, 0.7, OptionalDouble.of(0.6)));

        assertThat(told).extracting(TrainingProgressed::epoch).containsExactly(1, 2);
        assertThat(told.get(0).trainingLoss()).hasValue(0.9);
        assertThat(told.get(0).validationLoss()).isEmpty();
        assertThat(told.get(0).validationKappa()).isEmpty();
        assertThat(told.get(1).validationLoss()).hasValue(0.7);
        assertThat(told.get(1).validationKappa()).hasValue(0.6);
        assertThat(told).extracting(TrainingProgressed::candidate).allMatch(candidate -> candidate.isEmpty());
    }

    @Test
    void countsTheFisherDiagonalAfterTheEpochs() {
        progress.begin(new PlannedRun(0, Stage.BASELINE, RECIPE), WORK);
        after(1000).onStep(0.3); // the rest was not needed
        progress.onFisher();
        after(1000).onStep(0.5);

        assertThat(told.get(1).stage()).isEqualTo("FISHER");
        assertThat(told.get(1).shareDone()).isEqualTo(0.45);
        assertThat(told.get(1).epoch()).isZero();
    }

    private Progress after(long milliseconds) {
        nanos += Duration.ofMillis(milliseconds).toNanos();
        return progress;
    }
}
