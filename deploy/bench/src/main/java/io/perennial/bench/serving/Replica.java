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

    /** What its process holds in memory, in bytes; empty where the system does not tell. */
    OptionalLong resident();
}
