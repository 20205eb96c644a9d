package io.perennial.training.expansion;

import io.perennial.artifact.Digest;
import io.perennial.mammography.DomainRole;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** Everything done for one arrival, as it is remembered: base × cohort × plan, and how far it is. */
@Entity
@Table(name = "expansion")
@DynamicUpdate
public class Expansion {

    @Id
    private String id;

    private String lineage;
    private String domain;

    @Enumerated(EnumType.STRING)
    private DomainRole role;

    @Enumerated(EnumType.STRING)
    private ExpansionState state;

    private @Nullable Digest base;
    private @Nullable Digest anchor;
    private @Nullable ImportedModel imported;
    private Digest cohort;
    private Digest plan;
    private @Nullable String reason;
    private @Nullable String stage;

    @Column(name = "share_done")
    private double shareDone;

    @Column(name = "seconds_left")
    private @Nullable Double secondsLeft;

    @Column(name = "cancel_requested")
    private boolean cancelRequested;

    private int attempts;

    @Column(name = "lease_owner")
    private @Nullable UUID leaseOwner;

    @Column(name = "lease_expires")
    private @Nullable Instant leaseExpires;

    @Column(name = "arrived_at")
    private Instant arrivedAt;

    @Column(name = "started_at")
    private @Nullable Instant startedAt;

    @Column(name = "ended_at")
    private @Nullable Instant endedAt;

    /** For Hibernate, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    protected Expansion() {}

    /** @param state WAITING or QUEUED at arrival; TRAINED, FAILED or CANCELLED where another told of it */
    Expansion(
            String lineage,
            Arrival arrival,
            Optional<Digest> base,
            Optional<Digest> anchor,
            Digest plan,
            ExpansionState state) {
        this(ExpansionId.of(base, anchor, arrival.cohort(), plan), lineage, arrival, base, plan, state);
        this.anchor = anchor.orElse(null);
    }

    /** The first of a lineage: trained, or taken as it was brought. */
    static Expansion ofBaseline(String lineage, Arrival arrival, Optional<ImportedModel> imported, Digest plan) {
        String id = ExpansionId.of(Optional.empty(), Optional.empty(), arrival.cohort(), plan, imported);
        Expansion baseline = new Expansion(id, lineage, arrival, Optional.empty(), plan, ExpansionState.QUEUED);
        baseline.imported = imported.orElse(null);
        return baseline;
    }

    /** As told by another, who does not say which anchor the id was made with. */
    Expansion(String id, String lineage, Arrival arrival, Optional<Digest> base, Digest plan, ExpansionState state) {
        this.id = id;
        this.lineage = lineage;
        this.domain = arrival.domain();
        this.role = arrival.role();
        this.cohort = arrival.cohort();
        this.arrivedAt = arrival.at();
        this.base = base.orElse(null);
        this.plan = plan;
        this.state = state;
    }

    void become(ExpansionState next) {
        state = state.to(next);
    }

    /** Ends it; the lease is given up. */
    void end(ExpansionState over, Optional<String> why, Instant at) {
        become(over);
        reason = why.orElse(null);
        endedAt = at;
        leaseOwner = null;
        leaseExpires = null;
        secondsLeft = null;
        stage = null;
        if (over == ExpansionState.TRAINED) {
            shareDone = 1;
        }
    }

    void requestCancellation() {
        cancelRequested = true;
    }

    void progress(String newStage, double newShareDone, double newSecondsLeft) {
        stage = newStage;
        shareDone = newShareDone;
        secondsLeft = newSecondsLeft;
    }

    /** Takes it up, for the first time or after its last owner fell silent. */
    void leaseTo(UUID owner, Instant now, Instant until) {
        if (state != ExpansionState.RUNNING) {
            become(ExpansionState.RUNNING);
        }
        leaseOwner = owner;
        leaseExpires = until;
        startedAt = startedAt == null ? now : startedAt;
        attempts++;
    }

    /** Keeps it. */
    void renewLease(Instant until) {
        leaseExpires = until;
    }

    /** Leaves it to whoever comes first after this instant. */
    void giveUpLease(Instant from) {
        leaseOwner = null;
        leaseExpires = from;
    }

    /** What was done counts, so that a service that is restarted now and then is not taken for one that crashes. */
    void forgetAttempts() {
        attempts = 0;
    }

    void noteFailure(String why) {
        reason = why;
    }

    boolean isLeasedTo(UUID owner) {
        return state == ExpansionState.RUNNING && owner.equals(leaseOwner);
    }

    boolean isCancellationRequested() {
        return cancelRequested;
    }

    public String id() {
        return id;
    }

    public String lineage() {
        return lineage;
    }

    public String domain() {
        return domain;
    }

    public DomainRole role() {
        return role;
    }

    public ExpansionState state() {
        return state;
    }

    /** The model it fine-tunes; empty for the baseline's own expansion, and while it waits for one. */
    public Optional<Digest> base() {
        return Optional.ofNullable(base);
    }

    /** What the base's card named as its anchor when the id was made. */
    public Optional<Digest> anchor() {
        return Optional.ofNullable(anchor);
    }

    /** The model that becomes the baseline as it is; empty where one is trained. */
    public Optional<ImportedModel> imported() {
        return Optional.ofNullable(imported);
    }

    public Digest cohort() {
        return cohort;
    }

    public Digest plan() {
        return plan;
    }

    public Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    public Optional<String> stage() {
        return Optional.ofNullable(stage);
    }

    /** 0 to 1. */
    public double shareDone() {
        return shareDone;
    }

    public OptionalDouble secondsLeft() {
        return secondsLeft == null ? OptionalDouble.empty() : OptionalDouble.of(secondsLeft);
    }

    /** How often it was taken up since a run of it last finished. */
    public int attempts() {
        return attempts;
    }

    /** When it was first taken up. */
    public Optional<Instant> startedAt() {
        return Optional.ofNullable(startedAt);
    }

    public Instant arrivedAt() {
        return arrivedAt;
    }
}
