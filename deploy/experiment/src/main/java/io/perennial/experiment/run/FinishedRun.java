package io.perennial.experiment.run;

import io.perennial.artifact.Digest;
import io.perennial.experiment.result.Readings;
import java.util.Optional;

/**
 * What is kept of a run.
 *
 * @param seconds it took, reading included
 * @param failure why it has no outcome: its loss became infinite, or its readings are not finite
 * @param original its readings of O's test images; absent after a failure
 * @param target its readings of T's test images; absent after a failure
 * @param features of some of O's test images, float32 (N, F) little-endian, in the artifacts; if asked for
 * @param model its weights, in the artifacts, if others start from them
 * @param anchor its anchor, in the artifacts, if others start from it
 */
record FinishedRun(
        RunKey key,
        double seconds,
        Optional<String> failure,
        Optional<Readings> original,
        Optional<Readings> target,
        Optional<Digest> features,
        Optional<Digest> model,
        Optional<Digest> anchor) {}
