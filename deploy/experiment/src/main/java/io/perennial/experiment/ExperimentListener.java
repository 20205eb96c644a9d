package io.perennial.experiment;

import java.time.Duration;
import java.util.Optional;

/** Hears how an experiment goes, on the threads that do the work; slow answers slow it. */
public interface ExperimentListener {

    /**
     * Something takes a while.
     *
     * @param what is under way
     * @param share of the stage that is done, 0 to 1
     * @param left time to the end of the stage, once it can be told
     */
    void onProgress(String what, double share, Optional<Duration> left);

    /** Something is done; a line for people. */
    void onDone(String line);

    /** Asked before each step: whether to stop. */
    boolean cancelled();
}
