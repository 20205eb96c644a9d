package io.perennial.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perennial.artifact.Digest;
import io.perennial.artifact.Recipe;
import io.perennial.training.continual.CancelledException;
import io.perennial.training.continual.DivergedException;
import io.perennial.training.continual.TrainingListener;
import io.perennial.training.expansion.Candidate;
import io.perennial.training.expansion.ExpansionFixture;
import io.perennial.training.expansion.FinishedRun;
import io.perennial.training.run.PlannedRun.Stage;
import io.perennial.training.run.Progress.RunWork;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExpansionTrainingTest {

    private static final Recipe RECIPE =
            new Recipe(Recipe.Trainable.ALL, Recipe.Statistics.ORIGINAL, 0, 1, 1e-3, 2, 8, 1);

    private final List<FinishedRun> results = new ArrayList<>();
    private final List<Integer> trained = new ArrayList<>();
    private final Set<Integer> diverging = new HashSet<>();
    private int stopAfter = Integer.MAX_VALUE;

    @Test
    void trainsEveryRunInOrder() throws Exception {
        carryOut(List.of());

        assertThat(trained).containsExactly(0, 1, 2);
        assertThat(results).extracting(FinishedRun::model).allMatch(Optional::isPresent);
        assertThat(results).extracting(FinishedRun::control).containsExactly(false, false, true);
    }

    @Test
    void goesOnAfterARecipeThatDiverges() throws Exception {
        diverging.add(1);

        carryOut(List.of());

        assertThat(results).extracting(FinishedRun::position).containsExactly(0, 1, 2);
        assertThat(results.get(1).model()).isEmpty();
        assertThat(results.get(1).failure().orElseThrow()).contains("epoch 3").contains(RECIPE.summary());
    }

    @Test
    void keepsTheRunsOfAnEarlierAttempt() throws Exception {
        carryOut(List.of(finished(0), finished(2)));

        assertThat(trained).containsExactly(1);
        assertThat(results).extracting(FinishedRun::position).containsExactly(1);
    }

    @Test
    void beginsNoFurtherRunOnceStopped() {
        stopAfter = 1;

        assertThatThrownBy(() -> carryOut(List.of())).isInstanceOf(CancelledException.class);

        assertThat(results).extracting(FinishedRun::position).containsExactly(0);
    }

    private void carryOut(List<Candidate> finished) throws Exception {
        Course course = new FakeCourse();
        Progress progress = new Progress(
                ExpansionFixture.queued(),
                ExpansionTraining.unitsOf(course),
                fact -> {},
                () -> trained.size() >= stopAfter,
                System::nanoTime);
        new ExpansionTraining(course, progress, results::add).carryOut(finished);
    }

    private static Candidate finished(int position) {
        Digest model = Digest.of(new byte[] {(byte) position});
        return ExpansionFixture.finished(
                "id", new FinishedRun(position, RECIPE, false, Optional.of(model), Optional.empty(), 1));
    }

    private final class FakeCourse implements Course {

        @Override
        public List<PlannedRun> runs() {
            return IntStream.range(0, 3)
                    .mapToObj(i -> new PlannedRun(i, i == 2 ? Stage.CONTROL : Stage.CANDIDATE, RECIPE))
                    .toList();
        }

        @Override
        public RunWork workOf(PlannedRun run) {
            return new RunWork(1, 0);
        }

        @Override
        public Digest train(PlannedRun run, TrainingListener listener) throws DivergedException {
            trained.add(run.position());
            if (diverging.contains(run.position())) {
                throw new DivergedException(run.recipe(), 3, Double.NaN);
            }
            return Digest.of(new byte[] {(byte) run.position()});
        }

        @Override
        public void close() {}
    }
}
