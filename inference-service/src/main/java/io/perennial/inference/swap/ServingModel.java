package io.perennial.inference.swap;

import io.perennial.artifact.Digest;
import java.time.Instant;

/**
 * What a client may know of the model that answers.
 *
 * @param version sequence number of the decision that put it into service
 * @param digest digest of its card
 * @param inputSize edge of the images it reads, in pixels
 * @param since when this replica began to serve it
 */
public record ServingModel(
        String lineage, long version, Digest digest, String architecture, int inputSize, Instant since) {}
