package io.perennial.event;

import io.perennial.artifact.Digest;
import io.perennial.artifact.Recipe;
import java.time.Instant;

/**
 * A model was trained.
 *
 * @param model digest of its card
 * @param recipe at α = 1; the points of its path are the evaluation-service's to score
 * @param control a comparison that can never be a candidate
 */
public record CandidateTrained(
        String expansion,
        String domain,
        Digest model,
        Recipe recipe,
        boolean control,
        double seconds,
        Instant trainedAt)
        implements Event {
    @Override
    public String key() {
        return expansion;
    }
}
