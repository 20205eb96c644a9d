package io.perennial.event;

import io.perennial.artifact.Digest;
import io.perennial.mammography.DomainRole;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An expansion's training is over.
 *
 * @param expansion hash of base model, anchor, cohort and plan
 * @param base the model that was fine-tuned; absent when the baseline itself was trained
 * @param plan digest of the change-control plan
 * @param candidates digests of the tuned models (of the one baseline, for the original domain); empty if it failed
 * @param control digest of the conventionally tuned model, shown for comparison
 * @param failure why there are no candidates
 */
public record ExpansionTrained(
        String expansion,
        String lineage,
        String domain,
        DomainRole role,
        Optional<Digest> base,
        Digest cohort,
        Digest plan,
        List<Digest> candidates,
        Optional<Digest> control,
        Optional<String> failure,
        double seconds,
        Instant trainedAt)
        implements Event {

    public ExpansionTrained {
        candidates = List.copyOf(candidates);
    }

    @Override
    public String key() {
        return expansion;
    }
}
