package io.perennial.evaluation.ledger;

import io.perennial.artifact.Digest;
import io.perennial.evaluation.spending.Allowance;

/** The right to open one cohort's test images for one selected candidate. Only the ledger makes one, having written it down. */
public final class LookPermit {

    private final String domain;
    private final Digest cohort;
    private final Digest candidate;
    private final Allowance allowance;

    LookPermit(String domain, Digest cohort, Digest candidate, Allowance allowance) {
        this.domain = domain;
        this.cohort = cohort;
        this.candidate = candidate;
        this.allowance = allowance;
    }

    public String domain() {
        return domain;
    }

    public Digest cohort() {
        return cohort;
    }

    public Digest candidate() {
        return candidate;
    }

    /** What the look may spend. */
    public Allowance allowance() {
        return allowance;
    }
}
