package io.perennial.evaluation.scoring;

import io.perennial.artifact.ArtifactCorruptException;
import io.perennial.artifact.ArtifactMissingException;
import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.Digest;
import io.perennial.mammography.Density;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.util.Optional;

/** What models answered, in the artifact store, found by model, cohort and split. */
@ApplicationScoped
class Predictions {

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
            float[] logits = Logits.read(artifacts, known.logits());
            if (logits.length != images * Density.CATEGORIES) {
                return Optional.empty();
            }
            return Optional.of(new Answers(logits, known.logits()));
        } catch (ArtifactMissingException | ArtifactCorruptException e) {
            return Optional.empty();
        }
    }

    /** Stores answers, (N, 4) row by row. */
    @Transactional
    Answers store(Prediction.Key key, float[] logits) throws IOException {
        Digest blob = Logits.store(artifacts, logits);
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
