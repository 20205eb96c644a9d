package io.perennial.evaluation.transfer;

import io.perennial.artifact.Digest;
import io.perennial.evaluation.comparison.Score;
import io.perennial.evaluation.statistics.KappaDifference;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One verdict as far as transfer goes: who came, which model may serve since, and how models read the test images that were
 * opened for it.
 *
 * @param verdict its id
 * @param domain whose arrival it judged
 * @param cohort of that domain
 * @param approved the model that may serve because of it; absent if none may (yet)
 * @param scores on test images alone
 * @param changes per domain to be remembered, what the gate measured from the domain's own yardstick to the judged model
 */
public record Chapter(
        String verdict,
        String domain,
        Digest cohort,
        Optional<Digest> approved,
        List<Score> scores,
        Map<String, KappaDifference> changes) {
    public Chapter {
        scores = List.copyOf(scores);
        changes = Map.copyOf(changes);
    }
}
