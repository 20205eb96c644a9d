package io.perennial.evaluation.gate;

import io.perennial.evaluation.reason.Reason;
import io.perennial.event.VerdictReached.Outcome;
import java.util.List;

/**
 * What the gate says, clause by clause.
 *
 * @param clauses at least one
 */
public record Judgement(List<ClauseResult> clauses) {
    public Judgement {
        clauses = List.copyOf(clauses);
    }

    /** All hold: approved. One is shown not to: rejected. Otherwise, or without any clause: inconclusive. */
    public Outcome outcome() {
        if (clauses.stream().anyMatch(ClauseResult.Fails.class::isInstance)) {
            return Outcome.REJECTED;
        }
        boolean allHold = !clauses.isEmpty() && clauses.stream().allMatch(ClauseResult.Holds.class::isInstance);
        return allHold ? Outcome.APPROVED : Outcome.INCONCLUSIVE;
    }

    /** A reason per clause; if not all hold, of those that do not. */
    public List<Reason> reasons() {
        List<ClauseResult> against = clauses.stream()
                .filter(clause -> !(clause instanceof ClauseResult.Holds))
                .toList();
        return (against.isEmpty() ? clauses : against)
                .stream().map(ClauseResult::reason).toList();
    }
}
