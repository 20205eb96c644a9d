package io.perennial.inference.reading;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.perennial.artifact.Digest;
import io.perennial.mammography.Density;
import io.perennial.mammography.DensityProbabilities;
import io.perennial.mammography.View;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A reading on the wire.
 *
 * @param density the exam's category: the denser breast decides
 * @param probabilities of that breast, the mean of its views'
 * @param model which model said so
 * @param views each image's own reading, in the order in which the images came
 */
@JsonPropertyOrder({"density", "probabilities", "model", "views"})
record ReadingAnswer(Density density, Map<Density, Double> probabilities, Model model, List<ViewAnswer> views) {

    /**
     * The model that read.
     *
     * @param version number of the decision that put it into service
     */
    @JsonPropertyOrder({"version", "digest"})
    record Model(long version, Digest digest) {}

    /** One image's reading. */
    @JsonPropertyOrder({"view", "density", "probabilities"})
    record ViewAnswer(View view, Density density, Map<Density, Double> probabilities) {}

    static final String EXAMPLE = """
            {"density":"C","probabilities":{"A":0.01,"B":0.17,"C":0.74,"D":0.08},\
            "model":{"version":2,"digest":"sha256:0f6a1c3d5e7b9082a4c6e8f00112233445566778899aabbccddeeff001122334"},\
            "views":[{"view":"LCC","density":"C","probabilities":{"A":0.01,"B":0.17,"C":0.74,"D":0.08}}]}""";

    static ReadingAnswer of(Reading reading) {
        return new ReadingAnswer(
                reading.probabilities().density(),
                byCategory(reading.probabilities()),
                new Model(reading.model().version(), reading.model().digest()),
                reading.views().stream()
                        .map(view -> new ViewAnswer(
                                view.view(), view.probabilities().density(), byCategory(view.probabilities())))
                        .toList());
    }

    private static Map<Density, Double> byCategory(DensityProbabilities probabilities) {
        Map<Density, Double> byCategory = new EnumMap<>(Density.class);
        for (Density density : Density.values()) {
            byCategory.put(density, probabilities.of(density));
        }
        return byCategory;
    }
}
