package io.perennial.event;

import io.perennial.artifact.Digest;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How a model that reads along compares with the one that serves, on the exams that one replica has answered so far. Counts
 * grow from one event to the next of the same replica, models and {@code since}: the last one says all.
 *
 * @param exams that both have read
 * @param agreement the share of them in which both say the same category; absent if there is none
 * @param kappa linearly weighted, between the two models; absent where it is undefined
 * @param readings exams, a row per category the serving model said, A to D; within it per category the shadow said
 * @param dropped exams the shadow left out because it was behind
 * @param failed exams it could not read
 * @param ended whether this comparison is over: another model serves, another one or none reads along, or the replica stops
 * @param since when the comparison began
 */
public record ShadowCompared(
        String replica,
        String lineage,
        Digest serving,
        Digest shadow,
        long exams,
        OptionalDouble agreement,
        OptionalDouble kappa,
        List<List<Integer>> readings,
        long dropped,
        long failed,
        boolean ended,
        Instant since,
        Instant at)
        implements Event {

    public ShadowCompared {
        readings = readings.stream().map(List::copyOf).toList();
    }

    @Override
    public String key() {
        return lineage;
    }
}
