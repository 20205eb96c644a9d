package io.perennial.evaluation.verdict;

import io.perennial.artifact.ChangeControlPlan;
import java.time.Instant;
import java.util.Optional;

/** Who brings an approved model into service, and what a person decided. */
public record LastWord(
        ChangeControlPlan.Approval by,
        boolean awaited,
        Optional<HumanDecision> decision,
        Optional<String> approver,
        Optional<String> reason,
        Optional<Instant> decidedAt) {

    static LastWord on(Verdict verdict) {
        return new LastWord(
                verdict.approval(),
                verdict.awaitsDecision(),
                verdict.decision(),
                verdict.approver(),
                verdict.decisionReason(),
                verdict.decidedAt());
    }
}
