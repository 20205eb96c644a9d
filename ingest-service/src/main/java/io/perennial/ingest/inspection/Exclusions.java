package io.perennial.ingest.inspection;

import io.perennial.ingest.domain.Domains;
import io.perennial.mammography.Finding;
import io.perennial.mammography.View;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

/** Why an image is in no cohort of its domain: all that was found and the domain does not admit. */
@ApplicationScoped
class Exclusions {

    private final Domains domains;

    Exclusions(Domains domains) {
        this.domains = domains;
    }

    /**
     * In words; empty if the image may be in a cohort.
     *
     * @param view absent keeps it out whatever the domain admits
     */
    Optional<String> reason(String domain, Collection<String> findings, Optional<View> view) {
        io.perennial.ingest.domain.Exclusions policy = domains.get(domain).admits();
        String reason = findings.stream()
                .map(Finding::valueOf)
                .filter(finding -> !policy.override(finding))
                .map(Finding::sentence)
                .collect(Collectors.joining("; "));
        if (reason.isEmpty() && view.isEmpty()) {
            return Optional.of(Finding.NOT_STANDARD_VIEW.sentence());
        }
        return Optional.of(reason).filter(text -> !text.isEmpty());
    }
}
