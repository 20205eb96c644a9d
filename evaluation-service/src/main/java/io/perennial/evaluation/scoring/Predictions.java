package io.perennial.evaluation.scoring;

import io.perennial.artifact.ArtifactCorruptException;
import io.perennial.artifact.ArtifactMissingException;
import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.Digest;
import io.perennial.artifact.Safetensors;
import io.perennial.mammography.Density;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/** What models answered: safetensors with {@code logits} F32 [N, 4] in the artifact store, found by model, cohort and split. */
@ApplicationScoped
class Predictions {

    private static final String NAME = "logits";

    private final EntityManager entities;
    private final ArtifactStore artifacts;

    Predictions(EntityManager entities, ArtifactStore artifacts) {
        this.entities = entities;
        this.artifacts = artifacts;
    }

    /** The stored answers; empty also if their blob is gone or damaged, for they can be computed anew. */
    @Transactional
    Optional<Answers> of(Prediction.Key key, int images) throws IOException {
        Prediction known = entities.find(Prediction.class, key);
        if (known == null) {
            return Optional.empty();
        }
        try {
            Safetensors.Tensor tensor =
                    Safetensors.parse(artifacts.map(known.logits())).get(NAME);
            if (!tensor.shape().equals(List.of((long) images, (long) Density.CATEGORIES))) {
                return Optional.empty();
            }
            float[] logits = new float[images * Density.CATEGORIES];
            tensor.data().asFloatBuffer().get(logits);
            return Optional.of(new Answers(logits, known.logits()));
        } catch (ArtifactMissingException | ArtifactCorruptException e) {
            return Optional.empty();
        }
    }

    /** Stores answers, (N, 4) row by row. */
    @Transactional
    Answers store(Prediction.Key key, float[] logits) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(logits.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(logits);
        List<Long> shape = List.of((long) logits.length / Density.CATEGORIES, (long) Density.CATEGORIES);
        Digest blob = artifacts.put(
                Safetensors.encode(List.of(new Safetensors.Tensor(NAME, Safetensors.Type.F32, shape, bytes))));
        entities.merge(new Prediction(key, blob));
        return new Answers(logits, blob);
    }

    /** Answers (N, 4), and the digest of their blob. */
    static final class Answers {

        private final float[] logits;
        private final Digest blob;

        Answers(float[] logits, Digest blob) {
            this.logits = logits;
            this.blob = blob;
        }

        float[] logits() {
            return logits;
        }

        Digest blob() {
            return blob;
        }
    }
}
