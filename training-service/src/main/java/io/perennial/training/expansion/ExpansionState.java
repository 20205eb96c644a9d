package io.perennial.training.expansion;

import java.util.Set;

/** Where an expansion stands; each state names the states that may follow. */
public enum ExpansionState {
    /** A target cohort arrived before any model served: there is nothing to expand yet. */
    WAITING,
    /** Everything it needs is known; the runner takes the oldest. */
    QUEUED,
    /** Under way, or taken up again after its service died. */
    RUNNING,
    /** Its candidates are complete. */
    TRAINED,
    /** It ended without a candidate; the reason says why. */
    FAILED,
    /** A person stopped it, or it was expanded elsewhere. */
    CANCELLED;

    /** The states that may follow this one. */
    public Set<ExpansionState> followers() {
        return switch (this) {
            case WAITING -> Set.of(QUEUED, TRAINED, FAILED, CANCELLED);
            case QUEUED -> Set.of(RUNNING, TRAINED, FAILED, CANCELLED);
            case RUNNING -> Set.of(TRAINED, FAILED, CANCELLED);
            case TRAINED, FAILED, CANCELLED -> Set.of();
        };
    }

    /** The next state. @throws IllegalStateException unless it may follow this one */
    ExpansionState to(ExpansionState next) {
        if (!followers().contains(next)) {
            throw new IllegalStateException("an expansion that is " + this + " cannot become " + next);
        }
        return next;
    }

    /** Whether nothing follows. */
    public boolean isOver() {
        return followers().isEmpty();
    }
}
