package io.perennial.evaluation.testing;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.persistence.EntityManager;

/** The service's tables. */
public final class Tables {

    private Tables() {}

    /** Empties all but the audit log, which cannot be. */
    public static void forgetEverything(EntityManager entities) {
        QuarkusTransaction.requiringNew()
                .run(() -> entities.createNativeQuery(
                                "truncate inbox, outbox, known_cohort, known_candidate, expansion_job, verdict,"
                                        + " approved_model, serving_decision, look, prediction")
                        .executeUpdate());
    }
}
