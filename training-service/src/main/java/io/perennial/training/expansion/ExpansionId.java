package io.perennial.training.expansion;

import io.perennial.artifact.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Names an expansion by what goes into it, so that the same arrival, told again or heard by somebody else, is the same
 * expansion: the SHA-256 of the digests of base model, anchor, cohort and plan, a line each, {@code none} where absent, and
 * of what was imported, if anything was.
 */
final class ExpansionId {

    private ExpansionId() {}

    /** 64 hexadecimal digits. */
    static String of(Optional<Digest> base, Optional<Digest> anchor, Digest cohort, Digest plan) {
        return of(base, anchor, cohort, plan, Optional.empty());
    }

    /** The same; a model that is taken as the baseline instead of a trained one adds a line. */
    static String of(
            Optional<Digest> base,
            Optional<Digest> anchor,
            Digest cohort,
            Digest plan,
            Optional<ImportedModel> imported) {
        String ingredients = String.join("\n", text(base), text(anchor), cohort.toString(), plan.toString())
                + imported.map(model -> "\n" + text(model)).orElse("");
        return Digest.of(ingredients.getBytes(StandardCharsets.UTF_8)).hex();
    }

    private static String text(ImportedModel model) {
        String size = model.imageSize().isPresent() ? " of " + model.imageSize().getAsInt() : "";
        return model.tensors() + " as " + model.network() + size;
    }

    private static String text(Optional<Digest> digest) {
        return digest.map(Digest::toString).orElse("none");
    }
}
