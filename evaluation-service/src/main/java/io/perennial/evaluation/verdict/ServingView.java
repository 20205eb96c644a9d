package io.perennial.evaluation.verdict;

import io.perennial.artifact.Digest;
import io.perennial.evaluation.lineage.ServingDecision;
import java.time.Instant;

/** What must serve. */
record ServingView(String lineage, long sequence, Digest model, String verdict, Instant decidedAt) {

    static ServingView of(ServingDecision decision) {
        return new ServingView(
                decision.lineage(), decision.sequence(), decision.model(), decision.verdict(), decision.decidedAt());
    }
}
