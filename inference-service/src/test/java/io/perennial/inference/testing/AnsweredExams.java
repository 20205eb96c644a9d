package io.perennial.inference.testing;

import io.perennial.artifact.Digest;
import io.perennial.inference.reading.AnsweredExam;
import io.perennial.inference.swap.LayerInput;
import io.perennial.inference.swap.Readout;
import io.perennial.inference.swap.ServingModel;
import io.perennial.mammography.Density;
import io.perennial.mammography.DensityProbabilities;
import io.perennial.mammography.View;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Exams of one image each, as if a model had read them. */
public final class AnsweredExams {

    private AnsweredExams() {}

    /** A model of this name. */
    public static ServingModel model(String name) {
        return new ServingModel(
                "breast-density", 1, Digest.of(name.getBytes(StandardCharsets.UTF_8)), "demo", 2, Instant.EPOCH);
    }

    /** An exam that this model read as this category. */
    public static AnsweredExam of(ServingModel model, Density density) {
        return of(model, "hospital-n", density, List.of());
    }

    /** The same of a domain, the watched layers having been given this. */
    public static AnsweredExam of(ServingModel model, String domain, Density density, List<LayerInput> layers) {
        float[] logits = logits(density);
        return new AnsweredExam(
                Optional.of(domain),
                model,
                List.of(View.LCC),
                List.of(Digest.of(new byte[] {1})),
                new float[4],
                new Readout(new float[][] {logits}, layers),
                DensityProbabilities.ofLogits(logits));
    }

    /** Four logits that say this category. */
    public static float[] logits(Density density) {
        float[] logits = new float[Density.CATEGORIES];
        logits[density.rank()] = 5;
        return logits;
    }
}
