package io.perennial.event;

import io.perennial.artifact.Digest;
import java.time.Instant;

/**
 * Which approved model must serve. Compacted: the last one per lineage holds.
 *
 * @param sequence grows with every decision of the lineage, rollbacks included, from 1
 * @param verdict the verdict that approved the model
 * @param signature over {@link SignedDecision#bytes()} of lineage, sequence, model and plan
 */
public record ModelServing(
        String lineage,
        long sequence,
        Digest model,
        Digest plan,
        String verdict,
        Signature signature,
        Instant decidedAt)
        implements Event {
    @Override
    public String key() {
        return lineage;
    }
}
