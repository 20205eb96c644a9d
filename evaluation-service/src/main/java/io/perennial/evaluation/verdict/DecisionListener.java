package io.perennial.evaluation.verdict;

import io.perennial.event.ModelServing;
import io.perennial.event.VerdictReached;
import io.perennial.messaging.Inbox;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Hears this service's own decisions, those of earlier databases included. */
@ApplicationScoped
class DecisionListener {

    private final Inbox inbox;
    private final FormerDecisions former;
    private final DecisionHistory history;

    DecisionListener(Inbox inbox, FormerDecisions former, DecisionHistory history) {
        this.inbox = inbox;
        this.former = former;
        this.history = history;
    }

    @Incoming("verdict-reached")
    @Blocking
    void onVerdictReached(ConsumerRecord<String, String> record) {
        try {
            inbox.hear(record, VerdictReached.class, former::onVerdictReached);
        } finally {
            history.read(record);
        }
    }

    @Incoming("model-serving")
    @Blocking
    void onModelServing(ConsumerRecord<String, String> record) {
        try {
            inbox.hear(record, ModelServing.class, former::onModelServing);
        } finally {
            history.read(record);
        }
    }
}
