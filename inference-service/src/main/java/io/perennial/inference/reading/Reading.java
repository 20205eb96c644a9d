package io.perennial.inference.reading;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.perennial.inference.reading.uncertainty.Thresholds;
import io.perennial.inference.reading.uncertainty.Uncertainty;
import io.perennial.inference.swap.ServingModel;
import io.perennial.mammography.DensityProbabilities;
import io.perennial.mammography.Laterality;
import java.util.List;
import java.util.Map;

/**
 * What one model sees in one exam, or in the one image that was sent. A breast's probabilities are the mean of its views';
 * the denser breast decides: the one of the higher category, and on a tie the one of the higher expected rank Σ k·p_k.
 *
 * @param probabilities of the breast that decides
 * @param views in the order in which the images came
 */
public record Reading(
        DensityProbabilities probabilities, ServingModel model, Uncertainty uncertainty, List<ViewReading> views) {

    public Reading {
        views = List.copyOf(views);
    }

    /** The exam these views make up. @throws java.util.NoSuchElementException if there is none */
    public static Reading of(ServingModel model, List<ViewReading> views, Thresholds thresholds) {
        Map<Laterality, List<DensityProbabilities>> breasts = views.stream()
                .collect(groupingBy(
                        reading -> reading.view().laterality(), mapping(ViewReading::probabilities, toList())));
        DensityProbabilities exam = DensityProbabilities.ofExam(breasts);
        Uncertainty uncertainty = Uncertainty.of(
                exam, breasts, views.stream().map(ViewReading::strangeness).toList(), thresholds);
        return new Reading(exam, model, uncertainty, views);
    }
}
