package io.perennial.experiment.run;

import io.perennial.artifact.Digest;
import io.perennial.artifact.Json;
import io.perennial.artifact.Recipe;
import java.util.Optional;

/**
 * All that a run's outcome depends on; two runs of one key have one outcome.
 *
 * @param program digest of the code that trains
 * @param arm its id
 * @param original cohort of O
 * @param target cohort of T
 * @param base the key of the run that it starts from
 */
record RunKey(
        Digest program,
        String arm,
        Digest original,
        Digest target,
        String network,
        int fisherSamples,
        int threads,
        Recipe recipe,
        Optional<Digest> base) {

    Digest digest() {
        return Digest.of(Json.bytes(this));
    }
}
