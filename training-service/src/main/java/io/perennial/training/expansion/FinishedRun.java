package io.perennial.training.expansion;

import io.perennial.artifact.Digest;
import io.perennial.artifact.Recipe;
import java.util.Optional;

/**
 * What a training run came to.
 *
 * @param position place in the expansion's list of runs, from 0
 * @param control whether it is a comparison only
 * @param model digest of the model's card; absent if the run failed
 * @param failure why there is no model
 * @param seconds it took
 */
public record FinishedRun(
        int position,
        Recipe recipe,
        boolean control,
        Optional<Digest> model,
        Optional<String> failure,
        double seconds) {

    public FinishedRun {
        if (model.isPresent() == failure.isPresent()) {
            throw new IllegalArgumentException("a run ends either with a model or with a failure");
        }
    }
}
