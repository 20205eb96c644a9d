package io.perennial.training.expansion;

import io.perennial.artifact.Digest;
import io.perennial.event.CohortPublished;
import io.perennial.event.ExpansionTrained;
import io.perennial.event.ModelServing;
import io.perennial.messaging.Outbox;
import io.perennial.training.CurrentPlan;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Decides what an arrival starts. The first cohort of the original domain starts the baseline, or the import of one; each cohort of a target
 * domain starts one expansion per plan, as soon as a model serves. Hearing a fact again, or late, changes nothing.
 */
@ApplicationScoped
public class Expansions {

    /** What {@code expansion-trained} says of an expansion that somebody stopped. */
    public static final String CANCELLED = "cancelled";

    private static final Logger LOG = Logger.getLogger(Expansions.class);

    private final StoredExpansions expansions;
    private final StoredCandidates candidates;
    private final EntityManager entities;
    private final DecisionLock decisions;
    private final BaselineImports imports;
    private final ServingModels serving;
    private final CurrentPlan plan;
    private final Outbox outbox;

    Expansions(
            StoredExpansions expansions,
            StoredCandidates candidates,
            EntityManager entities,
            DecisionLock decisions,
            BaselineImports imports,
            ServingModels serving,
            CurrentPlan plan,
            Outbox outbox) {
        this.expansions = expansions;
        this.candidates = candidates;
        this.entities = entities;
        this.decisions = decisions;
        this.imports = imports;
        this.serving = serving;
        this.plan = plan;
        this.outbox = outbox;
    }

    /** A cohort is frozen: perhaps there is something to learn. */
    @Transactional
    void onCohortPublished(CohortPublished fact) {
        decisions.hold();
        Arrival arrival = new Arrival(fact.domain(), fact.role(), fact.cohort(), Instant.now());
        if (entities.find(KnownCohort.class, arrival.cohort().toString()) == null) {
            entities.persist(new KnownCohort(arrival));
        }
        startedBy(arrival).ifPresent(expansion -> {
            expansions.persist(expansion);
            LOG.infof(
                    "expansion %s of %s is %s: cohort %s of %s",
                    expansion.id(), expansion.lineage(), expansion.state(), fact.cohort(), fact.domain());
        });
    }

    private Optional<Expansion> startedBy(Arrival arrival) {
        if (!expansions.of(arrival.cohort(), plan.digest()).isEmpty()) {
            return Optional.empty();
        }
        Optional<Digest> base = serving.of(plan.lineage());
        return switch (arrival.role()) {
            case ORIGINAL ->
                base.isPresent() || expansions.baselineOrHope(plan.lineage()).isPresent()
                        ? Optional.empty()
                        : Optional.of(Expansion.ofBaseline(
                                plan.lineage(), arrival, imports.kept(plan.lineage()), plan.digest()));
            case TARGET ->
                Optional.of(
                        base.isPresent()
                                ? queued(plan.lineage(), arrival, base, plan.digest())
                                : waiting(plan.lineage(), arrival, plan.digest()));
        };
    }

    /** A model serves: what waited for one may begin. */
    @Transactional
    void onModelServing(ModelServing fact) {
        decisions.hold();
        if (!serving.replace(fact)) {
            return;
        }
        for (Expansion waiting : expansions.waiting(fact.lineage())) {
            Arrival arrival = new Arrival(waiting.domain(), waiting.role(), waiting.cohort(), waiting.arrivedAt());
            Expansion queued = queued(fact.lineage(), arrival, Optional.of(fact.model()), waiting.plan());
            expansions.delete(waiting);
            expansions.persist(queued);
            LOG.infof("expansion %s of %s is QUEUED: model %s serves", queued.id(), queued.lineage(), fact.model());
        }
    }

    /**
     * An expansion is over. Our own, we knew; another, heard of when this database was empty or told by another replica,
     * need not be trained again.
     */
    @Transactional
    void onExpansionTrained(ExpansionTrained fact) {
        decisions.hold();
        Optional<Expansion> known = expansions.locked(fact.expansion());
        if (known.filter(expansion -> expansion.state().isOver()).isPresent()) {
            return;
        }
        Arrival arrival = new Arrival(fact.domain(), fact.role(), fact.cohort(), fact.trainedAt());
        withdrawOthers(fact);
        Expansion told = known.orElseGet(() -> {
            Expansion heardOf = new Expansion(
                    fact.expansion(), fact.lineage(), arrival, fact.base(), fact.plan(), ExpansionState.QUEUED);
            expansions.persist(heardOf);
            return heardOf;
        });
        told.end(stateOf(fact), fact.failure(), fact.trainedAt());
        remember(fact);
        LOG.infof("expansion %s of %s is %s: told by another", told.id(), told.lineage(), told.state());
    }

    /** Withdraws what the same cohort started here under the same plan, from another base. */
    private void withdrawOthers(ExpansionTrained fact) {
        for (Expansion other : expansions.of(fact.cohort(), fact.plan())) {
            if (!other.id().equals(fact.expansion()) && !other.state().isOver()) {
                other.end(
                        ExpansionState.CANCELLED,
                        Optional.of("its cohort was expanded as " + fact.expansion()),
                        Instant.now());
            }
        }
    }

    private void remember(ExpansionTrained fact) {
        List<Candidate> known = candidates.of(fact.expansion());
        int position = known.stream().mapToInt(Candidate::position).max().orElse(-1) + 1;
        for (Digest model : fact.candidates()) {
            position = rememberUnlessKnown(known, fact, position, model, false);
        }
        if (fact.control().isPresent()) {
            rememberUnlessKnown(known, fact, position, fact.control().get(), true);
        }
    }

    private int rememberUnlessKnown(
            List<Candidate> known, ExpansionTrained fact, int position, Digest model, boolean control) {
        if (known.stream().anyMatch(candidate -> candidate.model().equals(Optional.of(model)))) {
            return position;
        }
        candidates.persist(Candidate.told(fact.expansion(), position, model, control, fact.trainedAt()));
        return position + 1;
    }

    /**
     * Stops an expansion: at once, or if it runs, at the next batch.
     *
     * @return as it stands now; empty if there is none of this id
     * @throws AlreadyOverException if there is nothing left to stop
     */
    @Transactional
    Optional<Expansion> cancel(String id) {
        decisions.hold();
        Optional<Expansion> found = expansions.locked(id);
        found.ifPresent(this::cancel);
        return found;
    }

    private void cancel(Expansion expansion) {
        switch (expansion.state()) {
            case TRAINED, FAILED, CANCELLED -> throw new AlreadyOverException(expansion);
            case RUNNING -> expansion.requestCancellation();
            case WAITING, QUEUED -> {
                expansion.end(ExpansionState.CANCELLED, Optional.of(CANCELLED), Instant.now());
                outbox.tell(new Conclusion(expansion, List.of()).fact(Optional.of(CANCELLED), Instant.now()));
            }
        }
    }

    private Expansion queued(String lineage, Arrival arrival, Optional<Digest> base, Digest planDigest) {
        Optional<Digest> anchor = base.flatMap(serving::anchorOf);
        return new Expansion(lineage, arrival, base, anchor, planDigest, ExpansionState.QUEUED);
    }

    /** Its id is provisional: that of an expansion without base, until it has one. */
    private static Expansion waiting(String lineage, Arrival arrival, Digest planDigest) {
        return new Expansion(lineage, arrival, Optional.empty(), Optional.empty(), planDigest, ExpansionState.WAITING);
    }

    private static ExpansionState stateOf(ExpansionTrained fact) {
        return fact.failure()
                .map(why -> why.equals(CANCELLED) ? ExpansionState.CANCELLED : ExpansionState.FAILED)
                .orElse(ExpansionState.TRAINED);
    }
}
