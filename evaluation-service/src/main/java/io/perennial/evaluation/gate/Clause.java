package io.perennial.evaluation.gate;

/** What must hold before a model may serve. */
public enum Clause {
    /** It was made under this plan, by a recipe the plan allows, and normalises by the original domain's statistics. */
    PROVENANCE,
    /** The test sets' look budgets are not spent. */
    LOOKS,
    /** A first model reads the original domain well enough. */
    BASELINE,
    /** The original domain is remembered. */
    RETENTION,
    /** The new domain is read better than before. */
    GAIN,
    /** A domain onboarded earlier is remembered. */
    EARLIER_DOMAIN
}
