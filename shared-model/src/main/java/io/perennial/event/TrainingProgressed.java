package io.perennial.event;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How far an expansion's training is.
 *
 * @param stage {@code BASELINE}, {@code FISHER}, {@code CANDIDATE} or {@code CONTROL}
 * @param candidate the recipe in a few words, absent outside of fine-tuning
 * @param epoch epochs done, of {@code epochs}; both 0 where the stage has none
 * @param trainingLoss mean cross-entropy of the epoch
 * @param validationLoss mean cross-entropy on the validation images, no penalty in it
 * @param validationKappa linear kappa on the validation images
 * @param shareDone of the whole expansion, 0 to 1
 * @param secondsLeft estimate for the whole expansion
 */
public record TrainingProgressed(
        String expansion,
        String domain,
        String stage,
        Optional<String> candidate,
        int epoch,
        int epochs,
        OptionalDouble trainingLoss,
        OptionalDouble validationLoss,
        OptionalDouble validationKappa,
        double shareDone,
        double secondsLeft,
        Instant at)
        implements Event {
    @Override
    public String key() {
        return expansion;
    }
}
