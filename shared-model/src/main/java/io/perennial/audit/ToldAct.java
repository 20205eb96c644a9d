package io.perennial.audit;

import io.perennial.event.AuditAnchor;
import io.perennial.event.ModelServing;
import io.perennial.event.VerdictReached;
import java.util.Optional;

/**
 * An act the topics tell of, and the place in the audit log it was told with.
 *
 * @param name how to name it to people
 */
public record ToldAct(String name, String lineage, AuditAnchor place) {

    /** Empty if the verdict was told before there was an audit log. */
    public static Optional<ToldAct> of(VerdictReached fact) {
        return fact.audit().map(place -> new ToldAct("verdict " + fact.verdict(), fact.lineage(), place));
    }

    /** Empty if the decision was told before there was an audit log. */
    public static Optional<ToldAct> of(ModelServing fact) {
        return fact.audit().map(place -> new ToldAct("serving decision " + fact.sequence(), fact.lineage(), place));
    }
}
