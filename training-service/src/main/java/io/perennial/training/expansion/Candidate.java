package io.perennial.training.expansion;

import io.perennial.artifact.Digest;
import io.perennial.artifact.Recipe;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** One training run of an expansion that is over: a model, or why there is none. */
@Entity
@Table(name = "candidate")
public class Candidate {

    /** @param position place in the expansion's list of runs, from 0; the control comes last */
    @Embeddable
    record Key(String expansion, int position) implements Serializable {}

    @EmbeddedId
    private Key key;

    private @Nullable Recipe recipe;
    private @Nullable Digest model;
    private boolean control;
    private @Nullable Double seconds;
    private @Nullable String failure;

    @Column(name = "trained_at")
    private Instant trainedAt;

    /** For Hibernate, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    protected Candidate() {}

    private Candidate(String expansion, int position, boolean control, Instant trainedAt) {
        this.key = new Key(expansion, position);
        this.control = control;
        this.trainedAt = trainedAt;
    }

    static Candidate trained(String expansion, FinishedRun run, Instant at) {
        Candidate candidate = new Candidate(expansion, run.position(), run.control(), at);
        candidate.recipe = run.recipe();
        candidate.seconds = run.seconds();
        candidate.model = run.model().orElse(null);
        candidate.failure = run.failure().orElse(null);
        return candidate;
    }

    /** As another told: its recipe is in the model's card. */
    static Candidate told(String expansion, int position, Digest model, boolean control, Instant at) {
        Candidate candidate = new Candidate(expansion, position, control, at);
        candidate.model = model;
        return candidate;
    }

    public int position() {
        return key.position();
    }

    public Optional<Recipe> recipe() {
        return Optional.ofNullable(recipe);
    }

    /** Digest of the model's card; empty if the run failed. */
    public Optional<Digest> model() {
        return Optional.ofNullable(model);
    }

    /** Whether it is a comparison only. */
    public boolean control() {
        return control;
    }

    public OptionalDouble seconds() {
        return seconds == null ? OptionalDouble.empty() : OptionalDouble.of(seconds);
    }

    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }
}
