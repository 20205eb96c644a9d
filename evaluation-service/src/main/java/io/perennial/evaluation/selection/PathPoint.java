package io.perennial.evaluation.selection;

import io.perennial.artifact.Digest;
import io.perennial.artifact.Recipe;
import io.perennial.evaluation.comparison.ValidationComparison;
import java.util.List;

/**
 * A candidate: one place on one recipe's weight path.
 *
 * @param model the digest of its card
 * @param retained what it must remember: against the baseline on the original domain, and against its own reference on every
 *     domain onboarded earlier
 * @param target against the serving model on the new domain
 */
public record PathPoint(Digest model, Recipe recipe, List<ValidationComparison> retained, ValidationComparison target) {
    public PathPoint {
        retained = List.copyOf(retained);
    }
}
