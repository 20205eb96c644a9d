package io.perennial.evaluation.gate;

import io.perennial.artifact.ChangeControlPlan;
import io.perennial.artifact.Digest;
import io.perennial.artifact.Json;
import io.perennial.artifact.Recipe;
import io.perennial.evaluation.spending.Allowance;
import java.util.List;

/** A plan as the tests need it. */
public final class Plans {

    public static final double MARGIN = 0.02;

    public static final ChangeControlPlan PLAN = new ChangeControlPlan(
            1,
            "breast-density",
            new ChangeControlPlan.Modifications(
                    List.of(new ChangeControlPlan.RecipeFamily(
                            Recipe.Trainable.ALL, Recipe.Statistics.ORIGINAL, List.of(0.0, 100.0), 5e-4, 3, 16)),
                    List.of(0.25, 0.5, 1.0),
                    true),
            new ChangeControlPlan.Protocol(
                    0.95,
                    2000,
                    new ChangeControlPlan.Retention(MARGIN, 0.005),
                    0,
                    new ChangeControlPlan.MinimumExams(100, 40),
                    0.5,
                    3,
                    ChangeControlPlan.Approval.AUTOMATIC),
            "what could go wrong");

    public static final Digest DIGEST = Digest.of(Json.bytes(PLAN));
    public static final Recipe RECIPE =
            new Recipe(Recipe.Trainable.ALL, Recipe.Statistics.ORIGINAL, 100, 0.5, 5e-4, 3, 16, 42);
    public static final Digest STATISTICS = Digest.of(new byte[] {1});
    public static final Credentials CREDENTIALS = new Credentials("breast-density", DIGEST, RECIPE, STATISTICS);

    /** What a look may spend that is its domain's only one. */
    public static final Allowance ONLY_LOOK = new Allowance(0, 1, 0.05);

    private Plans() {}
}
