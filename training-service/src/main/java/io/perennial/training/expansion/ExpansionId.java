package io.perennial.training.expansion;

import io.perennial.artifact.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Names an expansion by what goes into it, so that the same arrival, told again or heard by somebody else, is the same
 * expansion: the SHA-256 of the digests of base model, anchor, cohort and plan, a line each, {@code none} where absent.
 */
final class ExpansionId {

    private ExpansionId() {}

    /** 64 hexadecimal digits. */
    static String of(Optional<Digest> base, Optional<Digest> anchor, Digest cohort, Digest plan) {
        String ingredients = String.join("\n", text(base), text(anchor), cohort.toString(), plan.toString());
        return Digest.of(ingredients.getBytes(StandardCharsets.UTF_8)).hex();
    }

    private static String text(Optional<Digest> digest) {
        return digest.map(Digest::toString).orElse("none");
    }
}
