package io.perennial.training.expansion;

import io.perennial.artifact.Digest;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a model stands that was brought to be the baseline.
 *
 * @param tensors digest of its safetensors file
 * @param imageSize edge of the images it was trained on, if that was said
 * @param state {@code KEPT} until the original domain's first cohort comes, then its expansion's
 * @param expansion id, once there is a cohort
 * @param reason why it failed, was cancelled, or is being tried again
 */
record BaselineView(
        Digest tensors,
        String network,
        OptionalInt imageSize,
        String state,
        Optional<String> expansion,
        Optional<String> reason) {

    static BaselineView of(ImportedModel model, Optional<Expansion> expansion) {
        return new BaselineView(
                model.tensors(),
                model.network(),
                model.imageSize(),
                expansion.map(it -> it.state().name()).orElse("KEPT"),
                expansion.map(Expansion::id),
                expansion.flatMap(Expansion::reason));
    }
}
