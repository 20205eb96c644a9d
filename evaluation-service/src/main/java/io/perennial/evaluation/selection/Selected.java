package io.perennial.evaluation.selection;

import io.perennial.artifact.Digest;

/**
 * The one model of an expansion that may meet the test images. Only selection makes one, so whoever holds it was
 * selected without them.
 */
public final class Selected {

    private final Digest model;

    Selected(Digest model) {
        this.model = model;
    }

    /** The only model of an expansion without alternatives: a first model. */
    public static Selected withoutAlternative(Digest model) {
        return new Selected(model);
    }

    public Digest model() {
        return model;
    }
}
