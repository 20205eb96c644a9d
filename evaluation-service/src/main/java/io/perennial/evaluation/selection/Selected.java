package io.perennial.evaluation.selection;

import io.perennial.artifact.Digest;
import io.perennial.event.ExpansionTrained;

/**
 * The one model of an expansion that may meet the test images. Only selection makes one, so whoever holds it was
 * selected without them.
 */
public final class Selected {

    private final Digest model;

    Selected(Digest model) {
        this.model = model;
    }

    /**
     * A lineage's first model, of which there is only one to choose from.
     *
     * @throws IllegalArgumentException if the expansion is another or brings more than one
     */
    public static Selected firstModel(ExpansionTrained expansion) {
        if (expansion.base().isPresent() || expansion.candidates().size() != 1) {
            throw new IllegalArgumentException(
                    "an expansion of " + expansion.candidates().size() + " candidates is selected from, not passed on");
        }
        return new Selected(expansion.candidates().get(0));
    }

    public Digest model() {
        return model;
    }
}
