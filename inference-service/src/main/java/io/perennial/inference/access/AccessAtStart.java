package io.perennial.inference.access;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** Says aloud that the service is open. Closed but without a provider it does not come this far: Quarkus ends the start. */
@ApplicationScoped
class AccessAtStart {

    private static final Logger LOG = Logger.getLogger(AccessAtStart.class);

    private final AccessSettings settings;

    AccessAtStart(AccessSettings settings) {
        this.settings = settings;
    }

    void onStart(@Observes StartupEvent event) {
        if (!settings.tokens()) {
            LOG.warn("ACCESS IS OPEN: no token is asked for, whoever reaches this port is reader and operator."
                    + " For a stack on one machine only; inference.access.tokens=true closes it");
        }
    }
}
