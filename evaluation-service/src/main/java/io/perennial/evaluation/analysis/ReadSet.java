package io.perennial.evaluation.analysis;

import io.perennial.agreement.ConfusionMatrix;
import io.perennial.artifact.CohortImage;
import io.perennial.evaluation.comparison.ReferenceStandard;
import io.perennial.evaluation.gate.Clause;
import io.perennial.mammography.Density;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The test images that one look opened, and what the models of the verdict answered.
 *
 * @param asked what the gate asked of these images
 * @param images in the cohort's order
 * @param answers of the models that read them, one per image
 */
public record ReadSet(String domain, Clause asked, List<CohortImage> images, Map<Part, Answers> answers) {

    public ReadSet {
        images = List.copyOf(images);
        answers = Map.copyOf(answers);
        for (Answers each : answers.values()) {
            if (each.images() != images.size()) {
                throw new IllegalArgumentException(
                        each.images() + " answers to " + images.size() + " images of " + domain);
            }
        }
    }

    /** What a model answered; empty if it did not read this set. */
    public Optional<Answers> of(Part part) {
        return Optional.ofNullable(answers.get(part));
    }

    public ReferenceStandard standard() {
        return ReferenceStandard.of(images);
    }

    /** The labels against these readings; images without one are not in it. */
    public ConfusionMatrix confusion(Answers read) {
        int[][] counts = new int[Density.CATEGORIES][Density.CATEGORIES];
        for (int i = 0; i < images.size(); i++) {
            int truth = images.get(i).density().rank();
            read.reading(i).ifPresent(reading -> counts[truth][reading.rank()]++);
        }
        return ConfusionMatrix.of(counts);
    }
}
