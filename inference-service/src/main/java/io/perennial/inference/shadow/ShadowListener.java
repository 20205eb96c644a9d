package io.perennial.inference.shadow;

import io.perennial.event.VerdictReached;
import io.perennial.messaging.Inbox;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Hears which candidates the gate lets through: they read along until they serve, be it for seconds or until a person has
 * approved them.
 */
@ApplicationScoped
class ShadowListener {

    private final Inbox inbox;
    private final ShadowChoices choices;
    private final ShadowSettings settings;
    private final String lineage;

    ShadowListener(
            Inbox inbox,
            ShadowChoices choices,
            ShadowSettings settings,
            @ConfigProperty(name = "perennial.lineage") String lineage) {
        this.inbox = inbox;
        this.choices = choices;
        this.settings = settings;
        this.lineage = lineage;
    }

    @Incoming("verdict-reached")
    @Blocking
    void onVerdictReached(ConsumerRecord<String, String> record) {
        inbox.hear(record, VerdictReached.class, this::choose);
    }

    private void choose(VerdictReached verdict) {
        boolean candidate = settings.candidates()
                && verdict.lineage().equals(lineage)
                && verdict.outcome() == VerdictReached.Outcome.APPROVED
                && verdict.model().isPresent();
        if (candidate) {
            choices.chooseUnlessOutdated(
                    lineage,
                    new ShadowChoices.Choice(verdict.model(), "verdict " + verdict.verdict(), verdict.reachedAt()));
        }
    }
}
