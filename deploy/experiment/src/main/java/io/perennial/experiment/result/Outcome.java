package io.perennial.experiment.result;

import java.util.Optional;

/**
 * What came of one arm in one repetition.
 *
 * @param readings of the two test splits; absent if the training failed
 * @param failure why, then
 * @param seconds the arm took
 * @param features of the images that {@link Repetition#featured} names, a row each; empty if they were not asked for
 */
public record Outcome(Optional<Both> readings, Optional<String> failure, double seconds, Optional<Features> features) {

    /** Readings of O's test split and of T's. */
    public record Both(Readings original, Readings target) {}

    /** A matrix of features, a row an image. */
    @SuppressWarnings("ArrayRecordComponent") // handed on to a library that takes arrays, never compared
    public record Features(float[][] rows) {}
}
