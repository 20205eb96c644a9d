package io.perennial.inference.shadow;

import io.perennial.agreement.ConfusionMatrix;
import io.perennial.agreement.LinearlyWeightedKappa;
import io.perennial.artifact.Digest;
import io.perennial.mammography.Density;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * How two models read the same exams so far.
 *
 * @param readings exams, a row per category the serving model said, a column per category the shadow said
 * @param dropped exams the shadow left out because it was behind
 * @param failed exams it could not read
 */
record Comparison(Digest serving, Digest shadow, ConfusionMatrix readings, long dropped, long failed, Instant since) {

    /** Exams both have read. */
    int exams() {
        return readings.total();
    }

    /** Exams of which they say different categories. */
    int flips() {
        return exams()
                - Arrays.stream(Density.values())
                        .mapToInt(density -> readings.count(density, density))
                        .sum();
    }

    /** The share of exams of which both say the same; undefined if there is none. */
    OptionalDouble agreement() {
        return exams() == 0 ? OptionalDouble.empty() : OptionalDouble.of(1 - (double) flips() / exams());
    }

    /** Linearly weighted kappa between the two models: neither is the reference, and it is the same both ways round. */
    OptionalDouble kappa() {
        return LinearlyWeightedKappa.of(readings);
    }
}
