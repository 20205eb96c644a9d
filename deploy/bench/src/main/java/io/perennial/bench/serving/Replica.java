package io.perennial.bench.serving;

import io.perennial.artifact.Digest;
import java.net.URI;
import java.util.OptionalLong;

/** A running inference-service that is measured. */
public interface Replica {

    /** The service's root. */
    URI address();

    /** Decides that a stored model must serve; returns once it does. */
    void activate(Digest model) throws Exception;

    /**
     * What its process holds in memory once its garbage is collected, in bytes; empty where the system does not tell. How far
     * a heap has grown meanwhile says nothing of what is in it.
     */
    OptionalLong resident() throws Exception;

    /** How long it has spent so far on recording readings, each waited for until its record is kept. */
    Recording recording() throws Exception;

    /**
     * Time spent on records since the replica's start.
     *
     * @param seconds over all
     * @param records how many
     */
    record Recording(double seconds, double records) {

        /** Seconds of a record since then, in the mean; 0 if there was none, as where no reading waits for its record. */
        double meanSince(Recording before) {
            return records == before.records ? 0 : (seconds - before.seconds) / (records - before.records);
        }
    }
}
