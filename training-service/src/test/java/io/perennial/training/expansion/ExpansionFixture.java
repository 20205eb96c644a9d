package io.perennial.training.expansion;

import io.perennial.artifact.Digest;
import io.perennial.mammography.DomainRole;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Expansions for tests. */
public final class ExpansionFixture {

    private static final String LINEAGE = "breast-density";

    private ExpansionFixture() {}

    /** A target expansion that is nowhere stored. */
    public static Expansion queued() {
        Digest any = Digest.of(new byte[] {9});
        return target(any, Optional.empty(), any, any);
    }

    static Expansion target(Digest base, Optional<Digest> anchor, Digest cohort, Digest plan) {
        Arrival arrival = new Arrival("south", DomainRole.TARGET, cohort, Instant.now());
        return new Expansion(LINEAGE, arrival, Optional.of(base), anchor, plan, ExpansionState.QUEUED);
    }

    /** One whose service was killed a while ago. */
    static Expansion abandoned(Digest base, Optional<Digest> anchor, Digest cohort, Digest plan) {
        Expansion expansion = target(base, anchor, cohort, plan);
        Instant past = Instant.now().minusSeconds(60);
        expansion.leaseTo(UUID.randomUUID(), past, past.plusSeconds(5));
        return expansion;
    }

    /** A finished run of an expansion. */
    public static Candidate finished(String expansion, FinishedRun run) {
        return Candidate.trained(expansion, run, Instant.now());
    }
}
