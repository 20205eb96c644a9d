package io.perennial.experiment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Remembers what it was told; wants to stop after so many lines. */
public final class Told implements ExperimentListener {

    public final List<String> lines = new ArrayList<>();
    private final int stopAfter;

    public Told() {
        this(Integer.MAX_VALUE);
    }

    public Told(int stopAfter) {
        this.stopAfter = stopAfter;
    }

    @Override
    public void onProgress(String what, double share, Optional<Duration> left) {
        if (!(share >= 0 && share <= 1)) {
            throw new AssertionError("a share lies between 0 and 1, not at " + share);
        }
    }

    @Override
    public void onDone(String line) {
        lines.add(line);
    }

    @Override
    public boolean cancelled() {
        return lines.size() >= stopAfter;
    }
}
