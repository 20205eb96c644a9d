package io.perennial.inference.reading;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.perennial.inference.reading.uncertainty.Disagreement;
import io.perennial.inference.reading.uncertainty.Doubt;
import io.perennial.inference.reading.uncertainty.Thresholds;
import io.perennial.inference.reading.uncertainty.Uncertainty;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How far a reading can be relied on, on the wire.
 *
 * @param uncertain whether one of the reasons holds
 * @param reasons which
 * @param entropy of the exam's probabilities in bits, 0 (sure) to 2 (all categories alike)
 * @param disagreement the largest difference between two views of a breast; absent where no breast has two
 * @param outOfDistribution of the image most unlike the original data, whose mean is at most 1; absent where the engine
 *     watches no layer
 * @param thresholds from where on each figure is a reason
 */
@JsonPropertyOrder({"uncertain", "reasons", "entropy", "disagreement", "outOfDistribution", "thresholds"})
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record UncertaintyAnswer(
        boolean uncertain,
        List<Doubt> reasons,
        double entropy,
        Optional<Disagreement> disagreement,
        OptionalDouble outOfDistribution,
        Thresholds thresholds) {

    static UncertaintyAnswer of(Uncertainty uncertainty) {
        return new UncertaintyAnswer(
                uncertainty.uncertain(),
                uncertainty.doubts(),
                uncertainty.entropy(),
                uncertainty.disagreement(),
                uncertainty.outOfDistribution(),
                uncertainty.thresholds());
    }
}
