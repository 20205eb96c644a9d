package io.perennial.evaluation.verdict;

import io.perennial.artifact.Digest;
import io.perennial.event.VerdictReached.Outcome;
import java.time.Instant;
import java.util.Optional;

/** A verdict in a list. */
record VerdictSummary(
        String id, Outcome outcome, String expansion, String domain, Optional<Digest> model, Instant reachedAt) {

    static VerdictSummary of(Verdict verdict) {
        return new VerdictSummary(
                verdict.id(),
                verdict.outcome(),
                verdict.expansion(),
                verdict.domain(),
                verdict.model(),
                verdict.reachedAt());
    }
}
