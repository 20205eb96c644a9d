package io.perennial.artifact;

/**
 * What a Fisher diagonal was computed from and how it is spread, so that a reader can judge it without the tensors.
 *
 * @param estimator {@code EXACT}, {@code SAMPLED} or {@code EMPIRICAL}
 * @param samples images it averages over
 * @param distinctSamples different images among them
 * @param trace Σ Fᵢ over all parameters
 * @param quantile90 90 % of the entries are no larger
 */
public record FisherCertificate(
        String estimator,
        int samples,
        int distinctSamples,
        double trace,
        double maximum,
        double median,
        double quantile90,
        double quantile99,
        Digest digest) {}
