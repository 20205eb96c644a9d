package io.perennial.event;

import io.perennial.artifact.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The gate has judged an expansion.
 *
 * @param verdict its id
 * @param model the candidate that was judged; absent if none came that far
 * @param reasons one sentence each
 * @param evidence digest of the full evidence, JSON
 * @param signature over {@link SignedDecision#bytes()}
 * @param audit its place in the audit log; absent where it was told before there was one
 */
public record VerdictReached(
        String verdict,
        String lineage,
        String expansion,
        String domain,
        Outcome outcome,
        Optional<Digest> model,
        List<String> reasons,
        Digest evidence,
        Digest plan,
        Signature signature,
        Instant reachedAt,
        Optional<AuditAnchor> audit)
        implements Event {

    /** What the gate can say. */
    public enum Outcome {
        APPROVED,
        REJECTED,
        INCONCLUSIVE
    }

    public VerdictReached {
        reasons = List.copyOf(reasons);
    }

    @Override
    public String key() {
        return lineage;
    }
}
