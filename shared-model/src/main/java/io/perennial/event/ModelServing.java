package io.perennial.event;

import io.perennial.artifact.Digest;
import java.time.Instant;
import java.util.Optional;

/**
 * Which approved model must serve. Compacted: the last one per lineage holds.
 *
 * @param sequence grows with every decision of the lineage, rollbacks included, from 1
 * @param verdict the verdict that approved the model
 * @param signature over {@link SignedDecision#bytes()} of lineage, sequence, model and plan
 * @param audit the decision's place in the audit log; absent where it was told before there was one
 */
public record ModelServing(
        String lineage,
        long sequence,
        Digest model,
        Digest plan,
        String verdict,
        Signature signature,
        Instant decidedAt,
        Optional<AuditAnchor> audit)
        implements Event {
    @Override
    public String key() {
        return lineage;
    }
}
