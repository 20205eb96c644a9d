package io.perennial.network;

/** The number format that convolutions are computed in; weights, statistics, logits and sums are float32 in either. */
public enum Precision {
    FLOAT32,
    /** Images, activations and the convolutions' weights are rounded to bfloat16 for the computation, as autocast does. */
    BFLOAT16
}
