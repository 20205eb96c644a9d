package io.perennial.inference.reading;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.perennial.artifact.Digest;
import io.perennial.inference.swap.ServingModel;
import io.perennial.mammography.Density;
import io.perennial.mammography.DensityProbabilities;
import io.perennial.mammography.View;
import io.perennial.network.Preprocessing;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A reading on the wire.
 *
 * @param density the exam's category: the denser breast decides
 * @param probabilities of that breast, the mean of its views'
 * @param model which model said so
 * @param uncertainty whether it should be looked at again, and why
 * @param views each image's own reading, in the order in which the images came
 */
@JsonPropertyOrder({"density", "probabilities", "model", "uncertainty", "views"})
record ReadingAnswer(
        Density density,
        Map<Density, Double> probabilities,
        Model model,
        UncertaintyAnswer uncertainty,
        List<ViewAnswer> views) {

    /**
     * The model that read.
     *
     * @param version number of the decision that put it into service
     * @param preprocessing version of what was done to the images first
     */
    @JsonPropertyOrder({"version", "digest", "preprocessing"})
    record Model(long version, Digest digest, String preprocessing) {

        static Model of(ServingModel model) {
            return new Model(model.version(), model.digest(), Preprocessing.VERSION);
        }
    }

    /**
     * One image's reading.
     *
     * @param outOfDistribution how unlike the original data it is; absent where the engine watches no layer
     */
    @JsonPropertyOrder({"view", "density", "probabilities", "outOfDistribution"})
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record ViewAnswer(
            View view, Density density, Map<Density, Double> probabilities, OptionalDouble outOfDistribution) {

        static ViewAnswer of(ViewReading reading) {
            return new ViewAnswer(
                    reading.view(),
                    reading.probabilities().density(),
                    byCategory(reading.probabilities()),
                    reading.strangeness());
        }
    }

    static ReadingAnswer of(Reading reading) {
        return new ReadingAnswer(
                reading.probabilities().density(),
                byCategory(reading.probabilities()),
                Model.of(reading.model()),
                UncertaintyAnswer.of(reading.uncertainty()),
                reading.views().stream().map(ViewAnswer::of).toList());
    }

    private static Map<Density, Double> byCategory(DensityProbabilities probabilities) {
        Map<Density, Double> byCategory = new EnumMap<>(Density.class);
        for (Density density : Density.values()) {
            byCategory.put(density, probabilities.of(density));
        }
        return byCategory;
    }
}
