package io.perennial.evaluation.audit;

import io.perennial.evaluation.plan.PlanInForce;
import io.perennial.evaluation.signing.DecisionSigner;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

/** Writes down what the service starts with, where it is not what it ran with before: its plan and its signing key. */
@ApplicationScoped
class InForce {

    private final AuditLog audit;
    private final PlanInForce plan;
    private final DecisionSigner signer;

    InForce(AuditLog audit, PlanInForce plan, DecisionSigner signer) {
        this.audit = audit;
        this.plan = plan;
        this.signer = signer;
    }

    /** Before anything is heard or judged. */
    void onStart(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
        QuarkusTransaction.requiringNew().run(() -> {
            audit.appendIfNew(new Act.KeyInUse(signer.keyId(), signer.publicKey()));
            audit.appendIfNew(new Act.PlanInForce(
                    plan.digest(),
                    plan.plan().lineage(),
                    plan.plan().protocol().approval().name()));
        });
    }
}
