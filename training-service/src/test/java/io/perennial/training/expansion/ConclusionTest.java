package io.perennial.training.expansion;

import static org.assertj.core.api.Assertions.assertThat;

import io.perennial.artifact.Digest;
import io.perennial.artifact.Recipe;
import io.perennial.event.ExpansionTrained;
import io.perennial.mammography.DomainRole;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ConclusionTest {

    private static final Recipe RECIPE =
            new Recipe(Recipe.Trainable.ALL, Recipe.Statistics.ORIGINAL, 0, 1, 1e-3, 2, 8, 1);
    private static final Digest MODEL = Digest.of(new byte[] {1});
    private static final Digest CONTROL = Digest.of(new byte[] {2});
    private static final Digest PLAN = Digest.of(new byte[] {3});
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void namesTheModelsOfTheRunsThatSucceeded() {
        Conclusion conclusion =
                new Conclusion(expansion(), List.of(trained(0, MODEL, false), diverged(1), trained(2, CONTROL, true)));

        ExpansionTrained fact = conclusion.fact(conclusion.failure(), START.plusSeconds(90));

        assertThat(fact.candidates()).containsExactly(MODEL);
        assertThat(fact.control()).contains(CONTROL);
        assertThat(fact.failure()).isEmpty();
        assertThat(fact.seconds()).isEqualTo(90);
    }

    @Test
    void failsIfOnlyTheControlSucceeded() {
        Conclusion conclusion = new Conclusion(expansion(), List.of(diverged(0), trained(1, CONTROL, true)));

        assertThat(conclusion.failure()).contains("every recipe failed: the loss became NaN in epoch 1");
        assertThat(conclusion.fact(conclusion.failure(), START).candidates()).isEmpty();
    }

    @Test
    void namesNoCandidateOfAnExpansionThatWasStopped() {
        Conclusion conclusion = new Conclusion(expansion(), List.of(trained(0, MODEL, false)));

        assertThat(conclusion.fact(Optional.of("cancelled"), START).candidates())
                .isEmpty();
    }

    private static Expansion expansion() {
        Arrival arrival = new Arrival("south", DomainRole.TARGET, Digest.of(new byte[] {4}), START);
        Expansion expansion = new Expansion(
                "breast-density", arrival, Optional.of(PLAN), Optional.empty(), PLAN, ExpansionState.QUEUED);
        expansion.leaseTo(UUID.randomUUID(), START, START.plusSeconds(5));
        return expansion;
    }

    private static Candidate trained(int position, Digest model, boolean control) {
        return run(position, Optional.of(model), Optional.empty(), control);
    }

    private static Candidate diverged(int position) {
        return run(position, Optional.empty(), Optional.of("the loss became NaN in epoch 1"), false);
    }

    private static Candidate run(int position, Optional<Digest> model, Optional<String> failure, boolean control) {
        return Candidate.trained("id", new FinishedRun(position, RECIPE, control, model, failure, 1), START);
    }
}
