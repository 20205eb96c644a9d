package io.perennial.evaluation.expansion;

import io.perennial.event.CandidateTrained;
import io.perennial.event.CohortPublished;
import io.perennial.event.ExpansionTrained;
import io.perennial.messaging.Inbox;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Hears what leads up to a judgement. */
@ApplicationScoped
class ExpansionListener {

    private final Inbox inbox;
    private final Expansions expansions;

    ExpansionListener(Inbox inbox, Expansions expansions) {
        this.inbox = inbox;
        this.expansions = expansions;
    }

    @Incoming("cohort-published")
    @Blocking
    void onCohortPublished(ConsumerRecord<String, String> record) {
        inbox.hear(record, CohortPublished.class, expansions::onCohortPublished);
    }

    @Incoming("candidate-trained")
    @Blocking
    void onCandidateTrained(ConsumerRecord<String, String> record) {
        inbox.hear(record, CandidateTrained.class, expansions::onCandidateTrained);
    }

    @Incoming("expansion-trained")
    @Blocking
    void onExpansionTrained(ConsumerRecord<String, String> record) {
        inbox.hear(record, ExpansionTrained.class, expansions::onExpansionTrained);
    }
}
