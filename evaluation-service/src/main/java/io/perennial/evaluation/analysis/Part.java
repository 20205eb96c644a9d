package io.perennial.evaluation.analysis;

/** The part a model plays in a verdict; one model may play several. */
public enum Part {
    /** The yardstick of the original domain, for ever. */
    BASELINE,
    /** What served when the verdict was reached. */
    SERVING,
    /** The model that was judged. */
    CANDIDATE,
    /** On a test set, the model that the candidate was compared with there. */
    REFERENCE,
    /** Conventional fine-tuning, for comparison only. */
    CONTROL
}
