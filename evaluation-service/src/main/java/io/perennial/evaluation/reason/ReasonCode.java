package io.perennial.evaluation.reason;

/** The kinds of reason a verdict can have. */
public enum ReasonCode {
    /** The lower bound shows it. */
    SHOWN,
    /** A first model reads as well as the plan asks. */
    BASELINE_ADMITTED,
    /** The upper bound shows that it cannot hold. */
    SHOWN_NOT_TO_HOLD,
    /** The interval lies on both sides of what is asked. */
    UNDECIDED,
    /** The interval has no bound: too many resamples leave kappa undefined. */
    UNBOUNDED,
    TOO_FEW_EXAMS,
    TOO_FEW_PATIENTS,
    NO_IMAGES,
    SINGLE_CATEGORY,
    KAPPA_UNDEFINED,
    /** The model gave no finite answer for some image. */
    UNREADABLE,
    /** The reference itself reads too badly for a loss to mean anything. */
    NOTHING_TO_RETAIN,
    /** Inputs contradict each other. */
    CONTRADICTION,
    METRIC_MISSING,
    LOOK_BUDGET_SPENT,
    /** The ledger granted no look at these test images. */
    LOOK_NOT_GRANTED,
    PLAN_MISMATCH,
    RECIPE_OUTSIDE_PLAN,
    STATISTICS_CHANGED,
    LINEAGE_MISMATCH,
    /** A comparison that can never be a candidate. */
    CONTROL,
    BASELINE_EXISTS,
    BASELINE_MISSING,
    BASE_NOT_APPROVED,
    BASELINE_BELOW_PLAN,
    COHORT_MISMATCH,
    ARTIFACT_UNUSABLE,
    TRAINING_FAILED,
    EVALUATION_FAILED,
    /** No point of any weight path remembers well enough on validation images. */
    NONE_RETAINS
}
