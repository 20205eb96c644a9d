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

    /** Seconds that its readings have waited so far for their records to be kept, over all; 0 where none waits. */
    double recorded() throws Exception;
}
