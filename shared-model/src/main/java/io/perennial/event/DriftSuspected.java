package io.perennial.event;

import io.perennial.artifact.Digest;
import io.perennial.mammography.Density;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The exams of a domain are no longer what they were. Told once when it begins; nothing follows by itself.
 *
 * @param domain as the senders of the exams name it; {@code unknown} where they do not
 * @param model that read them
 * @param measure what differs
 * @param value of the measure over the window
 * @param threshold that it reached
 * @param layer torchvision's name of the BatchNorm layer that differs most; absent if the measure is not of layers
 * @param exams in the window
 * @param densities exams of the window per category that was read
 * @param expected exams of the domain's first window with this model, per category; empty if the measure is not of predictions
 * @param from when the window began
 */
public record DriftSuspected(
        String replica,
        String lineage,
        String domain,
        Digest model,
        Measure measure,
        double value,
        double threshold,
        Optional<String> layer,
        int exams,
        Map<Density, Integer> densities,
        Map<Density, Integer> expected,
        Instant from,
        Instant at)
        implements Event {

    /** What can differ. */
    public enum Measure {
        /** The categories that are read: population stability index against the domain's first window. */
        PREDICTIONS,
        /** The inputs of a BatchNorm layer: mean square shift against the original data's statistics. */
        LAYERS
    }

    public DriftSuspected {
        densities = Map.copyOf(densities);
        expected = Map.copyOf(expected);
    }

    @Override
    public String key() {
        return domain;
    }
}
