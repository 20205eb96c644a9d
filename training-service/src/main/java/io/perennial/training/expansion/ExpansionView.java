package io.perennial.training.expansion;

import io.perennial.artifact.Digest;
import io.perennial.artifact.Recipe;
import io.perennial.mammography.DomainRole;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * An expansion as the interface shows it.
 *
 * @param stage what runs now, as in {@code training-progressed}; absent unless it runs
 * @param shareDone 0 to 1
 * @param secondsLeft estimate; absent unless it runs
 * @param reason why it failed, was cancelled, or is being tried again
 * @param base the model it fine-tunes; absent for the baseline, and while it waits
 * @param imported the model that becomes the baseline as it is; absent where one is trained
 */
record ExpansionView(
        String id,
        String domain,
        DomainRole role,
        ExpansionState state,
        Optional<String> stage,
        double shareDone,
        OptionalDouble secondsLeft,
        Optional<String> reason,
        Optional<Digest> base,
        Optional<ImportedModel> imported,
        Digest cohort,
        Digest plan,
        List<Run> candidates) {

    ExpansionView {
        candidates = List.copyOf(candidates);
    }

    /** One training run that is over: a model, or why there is none. */
    record Run(
            Optional<Recipe> recipe,
            Optional<Digest> model,
            boolean control,
            OptionalDouble seconds,
            Optional<String> failure) {}

    static ExpansionView of(Expansion expansion, List<Candidate> candidates) {
        return new ExpansionView(
                expansion.id(),
                expansion.domain(),
                expansion.role(),
                expansion.state(),
                expansion.stage(),
                expansion.shareDone(),
                expansion.secondsLeft(),
                expansion.reason(),
                expansion.base(),
                expansion.imported(),
                expansion.cohort(),
                expansion.plan(),
                candidates.stream()
                        .map(run -> new Run(run.recipe(), run.model(), run.control(), run.seconds(), run.failure()))
                        .toList());
    }
}
