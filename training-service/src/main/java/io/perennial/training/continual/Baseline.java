package io.perennial.training.continual;

import io.perennial.artifact.FisherCertificate;
import io.perennial.network.Weights;

/** The first model of a lineage, with its anchor. Closing it closes both. */
public record Baseline(Weights weights, Anchor anchor, FisherCertificate fisher) implements AutoCloseable {

    @Override
    public void close() {
        weights.close();
        anchor.close();
    }
}
