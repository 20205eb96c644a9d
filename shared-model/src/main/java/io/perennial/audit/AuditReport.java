package io.perennial.audit;

import io.perennial.event.AuditAnchor;
import java.time.Instant;
import java.util.Optional;

/**
 * What verifying a log found.
 *
 * @param entries how many hold, before the fault if there is one
 * @param first time of the first entry
 * @param last time of the last entry that holds
 * @param head place of the last entry that holds
 * @param told acts on the topics that are in the log as they were told
 * @param takenOver acts on the topics that are in the log of an earlier database, and in this one as taken over
 * @param unverified acts on the topics whose place in the log no trusted key has signed; they prove nothing
 */
public record AuditReport(
        long entries,
        Optional<Instant> first,
        Optional<Instant> last,
        Optional<AuditAnchor> head,
        long told,
        long takenOver,
        long unverified,
        Optional<AuditFault> fault) {

    /** Whether nothing is wrong. */
    public boolean holds() {
        return fault.isEmpty();
    }
}
