package io.perennial.training.expansion;

import io.perennial.artifact.Digest;
import io.perennial.event.ExpansionTrained;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an expansion came to, once all its runs are over. */
record Conclusion(Expansion expansion, List<Candidate> runs) {

    Conclusion {
        runs = List.copyOf(runs);
    }

    /** The models that may be promoted, in the order of their runs. */
    List<Digest> candidates() {
        return runs.stream()
                .filter(run -> !run.control())
                .flatMap(run -> run.model().stream())
                .toList();
    }

    /** Why there is no candidate; empty if there is one. */
    Optional<String> failure() {
        if (!candidates().isEmpty()) {
            return Optional.empty();
        }
        String reasons = runs.stream()
                .filter(run -> !run.control())
                .flatMap(run -> run.failure().stream())
                .collect(Collectors.joining("; "));
        return Optional.of(reasons.isEmpty() ? "no recipe was trained" : "every recipe failed: " + reasons);
    }

    /** The fact to tell; one that failed names no candidate, even if some runs were finished. */
    ExpansionTrained fact(Optional<String> failure, Instant at) {
        return new ExpansionTrained(
                expansion.id(),
                expansion.lineage(),
                expansion.domain(),
                expansion.role(),
                expansion.base(),
                expansion.cohort(),
                expansion.plan(),
                failure.isPresent() ? List.of() : candidates(),
                runs.stream()
                        .filter(Candidate::control)
                        .flatMap(run -> run.model().stream())
                        .findFirst(),
                failure,
                expansion
                        .startedAt()
                        .map(start -> Duration.between(start, at).toMillis() / 1000.0)
                        .orElse(0.0),
                at);
    }
}
