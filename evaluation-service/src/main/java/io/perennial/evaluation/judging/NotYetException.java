package io.perennial.evaluation.judging;

import io.perennial.evaluation.reason.Reason;

/** A fact that comes before this expansion has not been heard yet. */
public class NotYetException extends Exception {

    private final transient Reason reason;

    NotYetException(Reason reason) {
        super(reason.sentence());
        this.reason = reason;
    }

    /** What is missing, as a verdict's reason once nobody waits any longer. */
    public Reason reason() {
        return reason;
    }
}
