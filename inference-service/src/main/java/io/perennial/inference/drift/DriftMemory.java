package io.perennial.inference.drift;

import io.perennial.artifact.Digest;
import io.perennial.event.DriftSuspected;
import io.perennial.mammography.Density;
import java.util.Map;

/** What of the watching outlives the process and is one for all replicas. */
interface DriftMemory {

    /**
     * How the domain's first window was read by this model: these counts, if none are known yet.
     *
     * @return the counts that hold
     */
    Map<Density, Integer> reference(String domain, Digest model, Map<Density, Integer> counts);

    /** Remembers and tells a suspicion. @return false if it stands already: then nothing is told */
    boolean begin(DriftSuspected suspicion);

    /** A suspicion no longer stands. @return whether it did */
    boolean end(String domain, DriftSuspected.Measure measure);
}
