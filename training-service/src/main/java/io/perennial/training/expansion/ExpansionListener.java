package io.perennial.training.expansion;

import io.perennial.event.CohortPublished;
import io.perennial.event.ExpansionTrained;
import io.perennial.event.ModelServing;
import io.perennial.messaging.Inbox;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Hears what may start, allow or save an expansion. */
@ApplicationScoped
class ExpansionListener {

    private final Inbox inbox;
    private final Expansions expansions;
    private final GenuineDecisions decisions;

    ExpansionListener(Inbox inbox, Expansions expansions, GenuineDecisions decisions) {
        this.inbox = inbox;
        this.expansions = expansions;
        this.decisions = decisions;
    }

    @Incoming("cohort-published")
    @Blocking
    void onCohortPublished(ConsumerRecord<String, String> record) {
        inbox.hear(record, CohortPublished.class, expansions::onCohortPublished);
    }

    @Incoming("model-serving")
    @Blocking
    void onModelServing(ConsumerRecord<String, String> record) {
        inbox.hear(record, ModelServing.class, fact -> decisions.ifGenuine(fact, expansions::onModelServing));
    }

    @Incoming("expansion-trained")
    @Blocking
    void onExpansionTrained(ConsumerRecord<String, String> record) {
        inbox.hear(record, ExpansionTrained.class, expansions::onExpansionTrained);
    }
}
