package io.perennial.event;

import io.perennial.artifact.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The gate has judged an expansion.
 *
 * @param verdict its id
 * @param model the candidate that was judged; absent if none came that far
 * @param reasons one sentence each
 * @param evidence digest of the full evidence, JSON
 * @param signature over {@link SignedDecision#bytes()}
 * @param audit its place in the audit log; absent where it was told before there was one
 * @param transfer how the approved models read every domain so far; not signed, for it follows from the evidences. Absent in
 *     what was told before there was such a thing, and where an earlier evidence could not be read
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
        Optional<AuditAnchor> audit,
        Optional<Transfer> transfer)
        implements Event {

    /**
     * What learning one domain after the other has come to, this verdict included.
     *
     * @param matrix digest of the matrix of kappas, domain by approved model, JSON
     * @param models approved so far, the baseline included
     * @param domains that have a verdict
     * @param backward mean change of kappa on earlier domains since each was learned (Lopez-Paz and Ranzato 2017); absent
     *     before a second domain is learned
     */
    public record Transfer(Digest matrix, int models, int domains, OptionalDouble backward) {}

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
