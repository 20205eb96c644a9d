package io.perennial.training.expansion;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

/**
 * One decision at a time, replicas included: a cohort and the model it waits for, heard at the same instant, would miss each
 * other.
 */
@ApplicationScoped
class DecisionLock {

    // Any number of our own: PostgreSQL's advisory locks are told apart by it. "training" in ASCII.
    private static final long DECISIONS = 0x747261696e696e67L;

    private final EntityManager entities;

    DecisionLock(EntityManager entities) {
        this.entities = entities;
    }

    /** Waits for it, and holds it until the transaction ends. */
    void hold() {
        entities.createNativeQuery("select 1 from pg_advisory_xact_lock(:decisions)", Integer.class)
                .setParameter("decisions", DECISIONS)
                .getSingleResult();
    }
}
