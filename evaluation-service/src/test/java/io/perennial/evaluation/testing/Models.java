package io.perennial.evaluation.testing;

import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.Digest;
import io.perennial.artifact.FisherCertificate;
import io.perennial.artifact.ModelCard;
import io.perennial.artifact.Recipe;
import io.perennial.artifact.Safetensors;
import io.perennial.mammography.Density;
import io.perennial.network.Classifier;
import io.perennial.network.GoldenInput;
import io.perennial.network.ModelStore;
import io.perennial.network.Network;
import io.perennial.network.Preprocessing;
import io.perennial.network.ResNetSpec;
import io.perennial.network.TensorSpec;
import io.perennial.network.Weights;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Models of the demo's network whose weights are set by hand. Feature 0 is the image's brightness b, feature 1 what of it
 * exceeds 0.75; the head reads the dark levels of the original domain from the first, and the bright ones of
 * {@link Hospitals#NEW} from the second as far as it has weights for it.
 */
public final class Models {

    public static final String LINEAGE = "breast-density";

    private static final double[] LEVELS = {0.1, 0.3, 0.5, 0.7};
    private static final double[] BRIGHT = {4.55, 2.85, 1.3, 0}; // parts A from D at the bright levels .95, .9, .85, .8
    private static final double SHARPNESS = 20;
    private static final ResNetSpec SPEC = ResNetSpec.named("demo", Hospitals.SIZE);

    private final ArtifactStore artifacts;
    private final Digest plan;

    public Models(ArtifactStore artifacts, Digest plan) {
        this.artifacts = artifacts;
        this.plan = plan;
    }

    /** Reads the original domain well, the new hospital as all D. */
    public Digest baseline(Digest cohort) throws IOException {
        return write(
                new Head(0, 0),
                1,
                Optional.empty(),
                Map.of(Hospitals.ORIGINAL, cohort),
                recipe(0, Recipe.Statistics.ORIGINAL));
    }

    /** Takes dark images of the original domain for dense ones. */
    public Digest badBaseline(Digest cohort) throws IOException {
        return write(
                new Head(0, 40),
                1,
                Optional.empty(),
                Map.of(Hospitals.ORIGINAL, cohort),
                recipe(0, Recipe.Statistics.ORIGINAL));
    }

    /** Has learned more than it needs to, and at the end of its path takes dark images for denser ones; half way not yet. */
    public Digest halfForgetful(Digest base, String domain, Digest cohort, Recipe recipe) throws IOException {
        return tuned(new Head(2, 1.8), 1, base, domain, cohort, recipe);
    }

    /** Still reads the original domain as the baseline does, and has learned the new hospital's levels. */
    public Digest learned(Digest base, String domain, Digest cohort, Recipe recipe) throws IOException {
        return tuned(new Head(1, 0), 1, base, domain, cohort, recipe);
    }

    /** Still reads the original domain as the baseline does, and takes the new hospital's A for B and B for C. */
    public Digest halfLearned(Digest base, String domain, Digest cohort, Recipe recipe) throws IOException {
        return tuned(new Head(0.8, 0), 1, base, domain, cohort, recipe);
    }

    /** Has learned, and takes dark images for one category denser. */
    public Digest forgetful(Digest base, String domain, Digest cohort, Recipe recipe) throws IOException {
        return tuned(new Head(1, 12), 1, base, domain, cohort, recipe);
    }

    /** Reads the original domain as the baseline does, and has lost what its base knew of the new hospital. */
    public Digest unlearned(Digest base, String domain, Digest cohort, Recipe recipe) throws IOException {
        return tuned(new Head(0, 0), 1, base, domain, cohort, recipe);
    }

    /** Has learned with other BatchNorm statistics than the original domain's. */
    public Digest moved(Digest base, String domain, Digest cohort, Recipe recipe) throws IOException {
        return tuned(new Head(1, 0), 1.5f, base, domain, cohort, recipe);
    }

    /** A recipe of the tests' plan at the end of its path. */
    public static Recipe recipe(double lambda, Recipe.Statistics statistics) {
        return new Recipe(Recipe.Trainable.ALL, statistics, lambda, 1, 5e-4, 3, 16, 42);
    }

    private Digest tuned(Head head, float variance, Digest base, String domain, Digest cohort, Recipe recipe)
            throws IOException {
        Map<String, Digest> cohorts =
                new HashMap<>(new ModelStore(artifacts).card(base).cohorts());
        cohorts.put(domain, cohort);
        return write(head, variance, Optional.of(base), cohorts, recipe);
    }

    /** How much of the new hospital is learned, and how far dark images are shifted towards D. */
    private record Head(double bright, double shift) {}

    private Digest write(Head head, float variance, Optional<Digest> base, Map<String, Digest> cohorts, Recipe recipe)
            throws IOException {
        byte[] file = file(head, variance);
        Network.recordNoGradientsOnThisThread();
        try (Network network = Network.load(SPEC);
                Classifier classifier = new Classifier(network, Weights.read(SPEC, ByteBuffer.wrap(file)));
                Weights weights = Weights.read(SPEC, ByteBuffer.wrap(file))) {
            float[] golden = classifier.logits(GoldenInput.pattern(Hospitals.SIZE), 1)[0];
            Digest anchor = artifacts.put(new byte[] {1});
            Optional<Digest> baseline = base.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new ModelStore(artifacts)
                            .card(base.get())
                            .baseline()
                            .orElse(base.get()));
            return new ModelStore(artifacts)
                    .write(new ModelCard(
                            LINEAGE,
                            "demo",
                            Hospitals.SIZE,
                            Preprocessing.VERSION,
                            List.of(Density.values()),
                            artifacts.put(weights.encode()),
                            weights.statisticsDigest(),
                            Optional.of(anchor),
                            Optional.of(new FisherCertificate("EXACT", 1, 1, 1, 1, 1, 1, 1, anchor)),
                            baseline,
                            base,
                            recipe,
                            cohorts,
                            plan,
                            new ModelCard.Golden(
                                    GoldenInput.PATTERN, List.of(golden[0], golden[1], golden[2], golden[3])),
                            Map.of("java", "17")));
        }
    }

    private static byte[] file(Head head, float variance) {
        List<Safetensors.Tensor> tensors = new ArrayList<>();
        for (TensorSpec spec : SPEC.parameters()) {
            tensors.add(tensor(spec, values(spec, head)));
        }
        for (TensorSpec spec : SPEC.statistics()) {
            float[] values = new float[size(spec)];
            if (spec.name().endsWith("running_var")) {
                Arrays.fill(values, spec.name().equals("layer1.0.bn1.running_var") ? variance : 1);
            }
            tensors.add(tensor(spec, values));
        }
        return Safetensors.encode(tensors);
    }

    private static float[] values(TensorSpec spec, Head head) {
        float[] values = new float[size(spec)];
        int perOutput = values.length / Math.toIntExact(spec.shape().get(0));
        switch (spec.name()) {
            case "conv1.weight" -> { // (16, 3, 3, 3): the mean of the three equal channels, centre of the kernel
                for (int out = 0; out < 2; out++) {
                    for (int in = 0; in < 3; in++) {
                        values[out * perOutput + in * 9 + 4] = 1 / 3f;
                    }
                }
            }
            case "bn1.bias" -> values[1] = -0.75f;
            case "fc.weight" -> { // (4, 64): nearest level, −(b − t)² without b²
                for (int k = 0; k < 4; k++) {
                    values[k * perOutput] = (float) (SHARPNESS * 2 * LEVELS[k]);
                    values[k * perOutput + 1] = (float) (SHARPNESS * (head.bright() * BRIGHT[k] - head.shift() * k));
                }
            }
            case "fc.bias" -> {
                for (int k = 0; k < 4; k++) {
                    values[k] = (float) (SHARPNESS * (-LEVELS[k] * LEVELS[k] + head.shift() * 0.04 * k));
                }
            }
            default -> {
                if (spec.name().endsWith("downsample.0.weight")) { // (out, in, 1, 1): features 0 and 1 go on
                    values[0] = 1;
                    values[perOutput + 1] = 1;
                } else if (spec.name().matches("(.*\\.)?bn\\d\\.weight|.*downsample\\.1\\.weight")) {
                    Arrays.fill(values, 1); // γ
                }
            }
        }
        return values;
    }

    private static int size(TensorSpec spec) {
        return Math.toIntExact(spec.shape().stream().reduce(1L, Math::multiplyExact));
    }

    private static Safetensors.Tensor tensor(TensorSpec spec, float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return new Safetensors.Tensor(spec.name(), Safetensors.Type.F32, spec.shape(), bytes);
    }
}
