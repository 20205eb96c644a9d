package io.perennial.evaluation.expansion;

import io.perennial.artifact.Digest;
import io.perennial.evaluation.plan.PlanInForce;
import io.perennial.event.CandidateTrained;
import io.perennial.event.CohortPublished;
import io.perennial.event.ExpansionTrained;
import io.perennial.mammography.DomainRole;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** What was heard of arrivals: cohorts, candidates, and expansions that are to be judged. */
@ApplicationScoped
class Expansions {

    private static final Logger LOG = Logger.getLogger(Expansions.class);

    private final EntityManager entities;
    private final PlanInForce plan;

    Expansions(EntityManager entities, PlanInForce plan) {
        this.entities = entities;
        this.plan = plan;
    }

    /** Within a transaction. */
    void onCohortPublished(CohortPublished fact) {
        if (entities.find(KnownCohort.class, fact.cohort().toString()) == null) {
            entities.persist(new KnownCohort(fact.cohort(), fact.domain(), fact.role(), Instant.now()));
            LOG.infof("cohort %s of %s", fact.cohort(), fact.domain());
        }
    }

    /** Within a transaction. */
    void onCandidateTrained(CandidateTrained fact) {
        if (entities.find(KnownCandidate.class, new KnownCandidate.Key(fact.model(), fact.expansion())) == null) {
            entities.persist(new KnownCandidate(fact.model(), fact.expansion(), fact.control(), fact.trainedAt()));
        }
    }

    /** Within a transaction: stores the job; it is judged later. An expansion of another lineage is not ours to judge. */
    void onExpansionTrained(ExpansionTrained fact) {
        if (fact.lineage().equals(plan.plan().lineage())
                && entities.find(ExpansionJob.class, fact.expansion()) == null) {
            entities.persist(new ExpansionJob(fact, Instant.now()));
            LOG.infof("expansion %s of %s is to be judged", fact.expansion(), fact.domain());
        }
    }

    /** The role under which this domain's cohort was published; empty if it was not. */
    @Transactional
    Optional<DomainRole> publishedAs(Digest cohort, String domain) {
        return Optional.ofNullable(entities.find(KnownCohort.class, cohort.toString()))
                .filter(known -> known.domain().equals(domain))
                .map(KnownCohort::role);
    }

    /** The models that were told of as comparisons. */
    @Transactional
    Set<Digest> controls(List<Digest> models) {
        return entities.createQuery("select model from KnownCandidate where control and model in :models", String.class)
                .setParameter("models", models.stream().map(Digest::toString).toList())
                .getResultStream()
                .map(Digest::parse)
                .collect(Collectors.toSet());
    }
}
