package io.perennial.training.expansion;

import io.perennial.event.ModelServing;
import io.perennial.event.SignedDecision;
import io.perennial.event.VerificationKeys;
import io.perennial.messaging.UnreadableEventException;
import io.perennial.training.CurrentPlan;
import io.perennial.training.TrainingConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/**
 * Lets a decision through that somebody made whom this service trusts. A forged one with a high sequence number would
 * otherwise hide every genuine one that follows, and with it the model that expansions start from.
 */
@ApplicationScoped
class GenuineDecisions {

    private final String lineage;
    private final VerificationKeys keys;

    GenuineDecisions(TrainingConfig training, CurrentPlan plan) {
        this.lineage = plan.lineage();
        this.keys = new VerificationKeys(training.verificationKeys());
    }

    /**
     * Passes the decision on; one of another lineage concerns nobody here.
     *
     * @throws UnreadableEventException if its signature is no trusted key's
     */
    void ifGenuine(ModelServing fact, Consumer<ModelServing> heard) {
        if (!fact.lineage().equals(lineage)) {
            return;
        }
        if (!isGenuine(fact)) {
            throw new UnreadableEventException("the signature is not one of a trusted key");
        }
        heard.accept(fact);
    }

    private boolean isGenuine(ModelServing fact) {
        SignedDecision decision = SignedDecision.toServe(fact.lineage(), fact.sequence(), fact.model(), fact.plan());
        try {
            return keys.named(fact.signature().key())
                    .filter(key -> decision.isSignedBy(key, fact.signature()))
                    .isPresent();
        } catch (IOException e) {
            throw new UncheckedIOException("the key of a decision cannot be read", e); // perhaps soon
        }
    }
}
