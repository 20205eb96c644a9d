package io.perennial.evaluation.gate;

import io.perennial.artifact.Digest;
import io.perennial.evaluation.comparison.Comparison;
import io.perennial.evaluation.spending.Allowance;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that the gate judges a candidate by; what is missing is absent, never guessed.
 *
 * @param domain the new domain
 * @param original candidate against baseline on the original domain's test images
 * @param target candidate against the serving model on the new domain's
 * @param earlier candidate against the model approved for it, for every domain onboarded before
 * @param earlierDomains the names of all domains onboarded before
 * @param baselineStatistics digest of the statistics the baseline normalises with
 * @param allowances per domain, what this look at its test images may spend
 * @param seed of the resampling
 */
public record Scorecard(
        String domain,
        Credentials credentials,
        Optional<Comparison> original,
        Optional<Comparison> target,
        List<Comparison> earlier,
        List<String> earlierDomains,
        Optional<Digest> baselineStatistics,
        Map<String, Allowance> allowances,
        long seed) {
    public Scorecard {
        earlier = List.copyOf(earlier);
        earlierDomains = List.copyOf(earlierDomains);
        allowances = Map.copyOf(allowances);
    }
}
