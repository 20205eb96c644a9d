package io.perennial.ingest.exam;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.sql.SQLException;

/**
 * Refuses to start without the key that a domain's pseudonyms were made with: known patients would come again as new
 * ones, and could fall into another split. First of all that happens at the start.
 */
@ApplicationScoped
class PseudonymKeyCheck {

    private final DomainKeys domainKeys;
    private final Pseudonyms pseudonyms;

    PseudonymKeyCheck(DomainKeys domainKeys, Pseudonyms pseudonyms) {
        this.domainKeys = domainKeys;
        this.pseudonyms = pseudonyms;
    }

    void onStart(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) throws SQLException {
        for (String fingerprint : domainKeys.all()) {
            if (!pseudonyms.knows(fingerprint)) {
                throw new IllegalStateException("ingest.pseudonym-key lacks the key of fingerprint " + fingerprint
                        + ", which a domain of this database was filled with; give it back, or write `retired "
                        + fingerprint + "` in its place to close its domains, or start with an empty database");
            }
        }
    }
}
