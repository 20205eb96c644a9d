package io.perennial.ingest.inspection;

import io.perennial.mammography.Finding;
import io.perennial.mammography.View;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Why an image is in no cohort of its domain: all that was found and the domain does not admit. */
@ApplicationScoped
class Exclusions {

    /**
     * In words; empty if the image may be in a cohort.
     *
     * @param view absent keeps it out whatever the domain admits
     */
    Optional<String> reason(String domain, Collection<String> findings, Optional<View> view) {
        Set<String> admitted = Set.of();
        String reason = findings.stream()
                .filter(finding -> !admitted.contains(finding))
                .map(finding -> Finding.valueOf(finding).sentence())
                .collect(Collectors.joining("; "));
        if (reason.isEmpty() && view.isEmpty()) {
            return Optional.of(Finding.NOT_STANDARD_VIEW.sentence());
        }
        return Optional.of(reason).filter(text -> !text.isEmpty());
    }
}
