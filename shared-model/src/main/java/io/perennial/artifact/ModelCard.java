package io.perennial.artifact;

import io.perennial.mammography.Density;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model, described: {@code card.json}. The digest of these bytes is the model's digest, for the card names every file
 * of the model by its own.
 *
 * @param lineage the line of approved models it belongs to
 * @param architecture name of a {@code ResNetSpec}
 * @param inputSize edge of the images it reads, in pixels
 * @param preprocessing version of the preprocessing it was trained with
 * @param labels category of each logit
 * @param tensors {@code model.safetensors}, torchvision's names
 * @param statistics digest of the BatchNorm running means and variances alone
 * @param anchor {@code anchor.safetensors} of the baseline: Fisher diagonal, θ*, statistics; absent only for a control
 * @param fisher certificate of that Fisher diagonal
 * @param baseline the baseline of the lineage; absent for the baseline itself
 * @param base the model it was fine-tuned from; absent for the baseline
 * @param recipe how it was made; for a baseline the training settings with λ = 0, α = 1
 * @param cohorts per domain it learned from, the cohort
 * @param plan the change-control plan it was made under
 * @param golden an input and the logits this model must give for it, on any machine, to 1e-3 of their scale
 * @param software versions of what made it, and the hardware: {@code java}, {@code os}, {@code cpu}, {@code djl}, …
 * @param origin of a baseline that others' weights went into: their file
 */
public record ModelCard(
        String lineage,
        String architecture,
        int inputSize,
        String preprocessing,
        List<Density> labels,
        Digest tensors,
        Digest statistics,
        Optional<Digest> anchor,
        Optional<FisherCertificate> fisher,
        Optional<Digest> baseline,
        Optional<Digest> base,
        Recipe recipe,
        Map<String, Digest> cohorts,
        Digest plan,
        Golden golden,
        Map<String, String> software,
        Optional<Origin> origin) {

    public ModelCard {
        labels = List.copyOf(labels);
        cohorts = Map.copyOf(cohorts);
        software = Map.copyOf(software);
    }

    /** A model that no file of others went into directly. */
    public ModelCard(
            String lineage,
            String architecture,
            int inputSize,
            String preprocessing,
            List<Density> labels,
            Digest tensors,
            Digest statistics,
            Optional<Digest> anchor,
            Optional<FisherCertificate> fisher,
            Optional<Digest> baseline,
            Optional<Digest> base,
            Recipe recipe,
            Map<String, Digest> cohorts,
            Digest plan,
            Golden golden,
            Map<String, String> software) {
        this(
                lineage,
                architecture,
                inputSize,
                preprocessing,
                labels,
                tensors,
                statistics,
                anchor,
                fisher,
                baseline,
                base,
                recipe,
                cohorts,
                plan,
                golden,
                software,
                Optional.empty());
    }

    /**
     * Weights that were made elsewhere.
     *
     * @param use what became of them
     * @param file digest of the safetensors file they came in
     * @param freshHead whether its head for other classes was replaced by a random one
     */
    public record Origin(Use use, Digest file, boolean freshHead) {

        /** What became of others' weights. */
        public enum Use {
            /** Training started from them. */
            INITIAL_WEIGHTS,
            /** They are the model, as they are. */
            IMPORTED
        }
    }

    /**
     * A known answer: the logits of the deterministic pattern {@code Golden.pattern}, no patient's image.
     *
     * @param pattern name and version of the pattern, see {@code GoldenInput}
     * @param logits the model's four logits for it
     */
    public record Golden(String pattern, List<Float> logits) {
        public Golden {
            logits = List.copyOf(logits);
        }
    }

    /** Whether this is the model that every later one is measured against. */
    public boolean isBaseline() {
        return baseline.isEmpty();
    }
}
