package io.perennial.inference.activation;

import io.perennial.artifact.ArtifactCorruptException;
import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.Digest;
import io.perennial.artifact.ModelCard;
import io.perennial.event.ModelServing;
import io.perennial.inference.engine.Engines;
import io.perennial.inference.swap.ImageClassifier;
import io.perennial.inference.swap.LoadedModel;
import io.perennial.inference.swap.ServingModel;
import io.perennial.mammography.Density;
import io.perennial.network.GoldenInput;
import io.perennial.network.ModelStore;
import io.perennial.network.Preprocessing;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;

/**
 * Loads a decided model and sees that it is what was judged: every file has its digest, the BatchNorm statistics theirs,
 * every weight is a finite number, and the network gives the card's known answer on this machine.
 */
public final class ModelLoader {

    // Float32 on other hardware and in another order of summation differs by about 1e-6 of the scale, a wrong model by
    // more than this.
    private static final double TOLERANCE = 1e-3;
    private static final int LARGEST_INPUT = 4096; // pixels; a full-field mammogram has about as many
    private static final List<Integer> WARM_UP_BATCHES =
            List.of(1, 4, 1, 4); // an image, an exam; the compiler looks twice

    private final ModelStore models;
    private final Engines engines;
    private final InstantSource clock;

    public ModelLoader(ArtifactStore artifacts, Engines engines, InstantSource clock) {
        this.models = new ModelStore(artifacts);
        this.engines = engines;
        this.clock = clock;
    }

    /** A decided model, warmed up and ready to answer; the caller closes it. */
    LoadedModel load(ModelServing decision) throws RefusedException {
        return load(decision.lineage(), decision.sequence(), decision.model());
    }

    /**
     * A model of the lineage that answers nobody, hence needs no decision: checked as one that serves, of version 0. The
     * caller closes it.
     */
    public LoadedModel loadUndecided(String lineage, Digest model) throws RefusedException {
        return load(lineage, 0, model);
    }

    private LoadedModel load(String lineage, long version, Digest model) throws RefusedException {
        try {
            ModelCard card = models.card(model);
            checkCard(card, lineage);
            ImageClassifier classifier = engines.open(models.weights(card));
            return proven(new LoadedModel(serving(card, version, model), classifier), card);
        } catch (ArtifactCorruptException e) {
            throw RefusedException.of("the model is damaged", e);
        } catch (IOException e) {
            throw RefusedException.forNow("the model cannot be fetched", e);
        } catch (RuntimeException e) {
            throw RefusedException.of("the model cannot be loaded", e);
        }
    }

    private static LoadedModel proven(LoadedModel loaded, ModelCard card) throws RefusedException {
        try {
            checkGolden(card, loaded.classifier());
            warmUp(card, loaded.classifier());
            return loaded;
        } catch (RefusedException | RuntimeException e) {
            loaded.close();
            throw e;
        }
    }

    private static void checkCard(ModelCard card, String lineage) throws RefusedException {
        require("lineage", lineage, card.lineage());
        require("preprocessing", Preprocessing.VERSION, card.preprocessing());
        require("golden pattern", GoldenInput.PATTERN, card.golden().pattern());
        require("labels", Arrays.asList(Density.values()), card.labels());
        require(
                "number of golden logits",
                Density.CATEGORIES,
                card.golden().logits().size());
        if (card.inputSize() < 1 || card.inputSize() > LARGEST_INPUT) {
            throw RefusedException.of("the card's input size is " + card.inputSize() + " pixels");
        }
    }

    private static void require(String what, Object expected, Object actual) throws RefusedException {
        if (!expected.equals(actual)) {
            throw RefusedException.of("the card's " + what + " is " + actual + ", not " + expected);
        }
    }

    private static void checkGolden(ModelCard card, ImageClassifier classifier) throws RefusedException {
        float[] given =
                classifier.read(GoldenInput.pattern(card.inputSize()), 1).logits()[0];
        List<Float> expected = card.golden().logits();
        double scale = expected.stream().mapToDouble(Math::abs).max().orElseThrow();
        for (int k = 0; k < given.length; k++) {
            if (!(Math.abs(given[k] - expected.get(k)) <= TOLERANCE * scale)) { // NaN fails too
                throw RefusedException.of("the golden input gives the logits " + Arrays.toString(given)
                        + ", the card vouches for " + expected);
            }
        }
    }

    private static void warmUp(ModelCard card, ImageClassifier classifier) {
        float[] image = GoldenInput.pattern(card.inputSize());
        for (int n : WARM_UP_BATCHES) {
            float[] batch = new float[n * image.length];
            for (int i = 0; i < n; i++) {
                System.arraycopy(image, 0, batch, i * image.length, image.length);
            }
            var unused = classifier.read(batch, n);
        }
    }

    private ServingModel serving(ModelCard card, long version, Digest model) {
        return new ServingModel(card.lineage(), version, model, card.architecture(), card.inputSize(), clock.instant());
    }
}
