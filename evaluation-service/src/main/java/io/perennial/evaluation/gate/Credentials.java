package io.perennial.evaluation.gate;

import io.perennial.artifact.Digest;
import io.perennial.artifact.ModelCard;
import io.perennial.artifact.Recipe;

/**
 * What a candidate's card says of its origin, as far as the gate asks.
 *
 * @param plan the plan it was made under
 * @param statistics digest of the BatchNorm statistics it normalises with
 */
public record Credentials(String lineage, Digest plan, Recipe recipe, Digest statistics) {

    public static Credentials of(ModelCard card) {
        return new Credentials(card.lineage(), card.plan(), card.recipe(), card.statistics());
    }
}
