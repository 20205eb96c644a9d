package io.perennial.training.expansion;

import io.perennial.artifact.ArtifactCorruptException;
import io.perennial.artifact.ArtifactMissingException;
import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.Digest;
import io.perennial.event.ModelServing;
import io.perennial.network.ModelStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Which model serves each lineage, as last decided. */
@ApplicationScoped
class ServingModels {

    private static final Logger LOG = Logger.getLogger(ServingModels.class);

    private final EntityManager entities;
    private final ModelStore models;

    ServingModels(EntityManager entities, ArtifactStore artifacts) {
        this.entities = entities;
        this.models = new ModelStore(artifacts);
    }

    Optional<Digest> of(String lineage) {
        return Optional.ofNullable(entities.find(ServingModel.class, lineage)).map(ServingModel::model);
    }

    /** Remembers the decision unless it is no newer than the known one. Says whether it did. */
    boolean replace(ModelServing fact) {
        ServingModel known = entities.find(ServingModel.class, fact.lineage());
        if (known != null) {
            return known.replaceBy(fact.sequence(), fact.model());
        }
        entities.persist(new ServingModel(fact.lineage(), fact.sequence(), fact.model()));
        return true;
    }

    /**
     * The anchor that a model's card names. Empty also if the card is not there or damaged: the expansion will then fail
     * with that reason, while waiting for it here would hold up everything behind.
     */
    Optional<Digest> anchorOf(Digest model) {
        try {
            return models.card(model).anchor();
        } catch (ArtifactMissingException | ArtifactCorruptException e) {
            LOG.errorf("the serving model's card cannot be read: %s", e.getMessage());
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
