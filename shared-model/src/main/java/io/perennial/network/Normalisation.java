package io.perennial.network;

import ai.djl.Device;

/** How BatchNorm normalises in a call: the same function with given statistics in three forms, or the batch's own. */
public enum Normalisation {
    /**
     * By the given statistics, folded into the convolutions. Equal to {@link #GIVEN} up to rounding, and faster where
     * images are read and, on a processor, where the convolutions learn: no pass over the activations is spent on BatchNorm.
     */
    FOLDED("folded"),
    /** By the given statistics, as a layer of its own; cheaper where only γ and β learn. */
    GIVEN("given"),
    /**
     * By the given statistics, γ and β of shape (N, C) instead of (C): one backward pass then leaves the gradient of every
     * sample apart.
     */
    PER_SAMPLE("per_sample"),
    /** By the batch's mean and variance; the given statistics move towards them, in place. */
    BATCH("batch");

    // defaults of torch.nn.BatchNorm2d
    static final String EPSILON = "1e-05";
    static final String MOMENTUM = "0.1";

    private final String method;

    Normalisation(String method) {
        this.method = method;
    }

    /**
     * The form of given statistics in which all parameters learn faster on a device. On a GPU that is {@link #GIVEN}: the
     * passes that folding saves cost little there, and the many small operations that fold are for the processor to launch.
     */
    public static Normalisation frozenOn(Device device) {
        return device.isGpu() ? GIVEN : FOLDED;
    }

    /** The TorchScript method of this form, for training. */
    String method() {
        return method;
    }
}
