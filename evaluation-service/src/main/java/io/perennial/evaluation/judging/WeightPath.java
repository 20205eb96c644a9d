package io.perennial.evaluation.judging;

import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.Digest;
import io.perennial.artifact.ModelCard;
import io.perennial.network.Classifier;
import io.perennial.network.GoldenInput;
import io.perennial.network.ModelStore;
import io.perennial.network.Network;
import io.perennial.network.Weights;
import java.io.IOException;
import java.util.List;

/**
 * The straight line θ(α) = (1 − α) θ* + α θ_tuned from a base model to a tuned one. Every point is a model of its own, with a
 * card of its own; it is stored only if it is selected.
 */
final class WeightPath implements AutoCloseable {

    private final Network network;
    private final Weights base;
    private final Weights tuned;
    private final ModelCard end;

    private WeightPath(Network network, Weights base, Weights tuned, ModelCard end) {
        this.network = network;
        this.base = base;
        this.tuned = tuned;
        this.end = end;
    }

    /** Opens both ends by their cards. */
    static WeightPath open(OpenModels models, ModelCard start, ModelCard end) throws IOException {
        Weights base = models.store().weights(start);
        try {
            return new WeightPath(
                    models.network(ModelStore.spec(end)), base, models.store().weights(end), end);
        } catch (IOException | RuntimeException e) {
            base.close();
            throw e;
        }
    }

    /** The point at α; the caller closes it. At α = 1 it is the tuned model itself. */
    Point at(double alpha) {
        Weights weights = base.between(tuned, alpha);
        Classifier classifier = new Classifier(network, weights);
        byte[] tensors = weights.encode();
        ModelCard card = alpha == 1 ? end : card(alpha, Digest.of(tensors), weights, classifier);
        return new Point(card, tensors, classifier);
    }

    private ModelCard card(double alpha, Digest tensors, Weights weights, Classifier classifier) {
        float[] golden = classifier.logits(GoldenInput.pattern(end.inputSize()), 1)[0];
        return new ModelCard(
                end.lineage(),
                end.architecture(),
                end.inputSize(),
                end.preprocessing(),
                end.labels(),
                tensors,
                weights.statisticsDigest(),
                end.anchor(),
                end.fisher(),
                end.baseline(),
                end.base(),
                end.recipe().at(alpha),
                end.cohorts(),
                end.plan(),
                new ModelCard.Golden(GoldenInput.PATTERN, List.of(golden[0], golden[1], golden[2], golden[3])),
                end.software());
    }

    @Override
    public void close() {
        base.close();
        tuned.close();
    }

    /** A model on the line. */
    static final class Point implements AutoCloseable {

        private final ModelCard card;
        private final byte[] tensors;
        private final Classifier classifier;

        private Point(ModelCard card, byte[] tensors, Classifier classifier) {
            this.card = card;
            this.tensors = tensors;
            this.classifier = classifier;
        }

        ModelCard card() {
            return card;
        }

        /** The digest it has, or would have if it were stored. */
        Digest model() {
            return ModelStore.digestOf(card);
        }

        Classifier classifier() {
            return classifier;
        }

        /** Stores it: the weights first, the card that names them last. */
        void store(ArtifactStore artifacts, ModelStore models) throws IOException {
            artifacts.put(tensors);
            models.write(card);
        }

        @Override
        public void close() {
            classifier.close();
        }
    }
}
