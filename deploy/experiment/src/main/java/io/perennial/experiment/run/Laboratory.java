package io.perennial.experiment.run;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.LabelledImages;
import io.perennial.experiment.TrainingSettings;
import io.perennial.experiment.result.Readings;
import io.perennial.mammography.Density;
import io.perennial.network.Network;
import io.perennial.network.ResNetSpec;
import io.perennial.network.Weights;
import io.perennial.training.continual.Anchor;
import io.perennial.training.continual.Learner;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What trains and reads, in native memory, opened when it is first needed: an experiment whose runs are all finished needs
 * none of it. Used by one thread; the owner closes it.
 */
final class Laboratory implements AutoCloseable {

    private static final int READING_BATCH = 64;
    private static final String ENGINE = "PyTorch";

    /** O only, as every fine-tuning starts from it. */
    record Base(Weights weights, Anchor anchor) implements AutoCloseable {
        @Override
        public void close() {
            weights.close();
            anchor.close();
        }
    }

    private final ResNetSpec spec;
    private final int threads;
    private @Nullable Learner learner;
    private @Nullable Network network;
    private @Nullable Base base;
    private @Nullable FinishedRun baseRun;

    Laboratory(TrainingSettings settings) {
        this.spec = settings.spec();
        this.threads = settings.threads();
    }

    Learner learner() {
        if (learner == null) {
            learner = new Learner(spec, threads);
        }
        return learner;
    }

    /** O only of this finished run; stays open until another is asked for. */
    Base base(FinishedRun run, ArtifactStore artifacts) throws IOException {
        if (base != null && run.equals(baseRun)) {
            return base;
        }
        closeBase();
        learner(); // sets up the engine, whoever comes first
        Weights weights = Weights.read(spec, artifacts.map(run.model().orElseThrow()));
        try {
            base = new Base(
                    weights, Anchor.read(spec, artifacts.map(run.anchor().orElseThrow())));
        } catch (IOException | RuntimeException e) {
            weights.close();
            throw e;
        }
        baseRun = run;
        return base;
    }

    /** The category of each image; empty if an answer is not finite. */
    Optional<Readings> read(Weights weights, LabelledImages images) {
        StringBuilder letters = new StringBuilder();
        for (int from = 0; from < images.size(); from += READING_BATCH) {
            int n = Math.min(READING_BATCH, images.size() - from);
            int[] indices = new int[n];
            for (int i = 0; i < n; i++) {
                indices[i] = from + i;
            }
            try (NDManager scope = NDManager.newBaseManager(Device.cpu(), ENGINE)) {
                float[] logits = network()
                        .logits(scope, grey(images, indices, scope), weights)
                        .toFloatArray(); // (n, 4)
                for (int i = 0; i < n; i++) {
                    Optional<Density> read = densest(logits, i * Density.CATEGORIES);
                    if (read.isEmpty()) {
                        return Optional.empty();
                    }
                    letters.append(read.get());
                }
            }
        }
        return Optional.of(new Readings(letters.toString()));
    }

    /** The category of the largest logit, the less dense on a tie. */
    private static Optional<Density> densest(float[] logits, int offset) {
        int best = 0;
        for (int k = 0; k < Density.CATEGORIES; k++) {
            if (!Float.isFinite(logits[offset + k])) {
                return Optional.empty();
            }
            best = logits[offset + k] > logits[offset + best] ? k : best;
        }
        return Optional.of(Density.ofRank(best));
    }

    /** What the head sees of these images: float32 (N, F), little-endian. */
    byte[] features(Weights weights, LabelledImages images, int[] indices) {
        try (NDManager scope = NDManager.newBaseManager(Device.cpu(), ENGINE)) {
            float[] features = network()
                    .features(scope, grey(images, indices, scope), weights)
                    .toFloatArray(); // (N, F)
            ByteBuffer bytes =
                    ByteBuffer.allocate(features.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(features);
            return bytes.array();
        }
    }

    private static NDArray grey(LabelledImages images, int[] indices, NDManager scope) {
        int size = images.imageSize();
        float[] grey = new float[indices.length * size * size];
        for (int i = 0; i < indices.length; i++) {
            images.copyPixels(indices[i], grey, i * size * size);
        }
        return scope.create(grey, new Shape(indices.length, size, size)); // (n, H, W)
    }

    private Network network() {
        if (network == null) {
            learner(); // sets up the engine, whoever comes first
            network = Network.load(spec);
        }
        return network;
    }

    private void closeBase() {
        if (base != null) {
            base.close();
            base = null;
        }
    }

    @Override
    public void close() {
        closeBase();
        if (network != null) {
            network.close();
        }
        if (learner != null) {
            learner.close();
        }
    }
}
