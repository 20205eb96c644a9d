package io.perennial.training.expansion;

import io.perennial.artifact.Digest;
import io.perennial.mammography.DomainRole;
import io.perennial.training.CurrentPlan;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Decides what becomes of a model that somebody brings to be the baseline. It is kept for the original domain's first cohort;
 * if that came before, and no baseline came of it, it is taken at once. A lineage has one baseline for ever, so it is refused
 * where there is one, or one is on its way.
 */
@ApplicationScoped
class BaselineImports {

    private static final Logger LOG = Logger.getLogger(BaselineImports.class);

    private final StoredExpansions expansions;
    private final EntityManager entities;
    private final DecisionLock decisions;
    private final ServingModels serving;
    private final CurrentPlan plan;

    BaselineImports(
            StoredExpansions expansions,
            EntityManager entities,
            DecisionLock decisions,
            ServingModels serving,
            CurrentPlan plan) {
        this.expansions = expansions;
        this.entities = entities;
        this.decisions = decisions;
        this.serving = serving;
        this.plan = plan;
    }

    /** The model that the lineage's next baseline expansion takes. */
    Optional<ImportedModel> kept(String lineage) {
        return Optional.ofNullable(entities.find(KeptImport.class, lineage)).map(KeptImport::model);
    }

    /** How the model that was brought last stands; empty if none was. */
    @Transactional
    Optional<BaselineView> standing() {
        return kept(plan.lineage()).map(model -> BaselineView.of(model, expansions.ofImport(plan.lineage(), model)));
    }

    /**
     * Makes the model the baseline, now or when the original domain's first cohort comes; brought again, it changes nothing.
     *
     * @throws BaselineTakenException if the lineage has a baseline, or one is on its way
     */
    @Transactional
    BaselineView bring(ImportedModel model) {
        decisions.hold();
        Optional<Expansion> baseline = expansions.baselineOrHope(plan.lineage());
        if (baseline.isPresent()) {
            if (!baseline.get().imported().equals(Optional.of(model))) {
                throw BaselineTakenException.by(baseline.get());
            }
            return BaselineView.of(model, baseline);
        }
        Optional<Digest> served = serving.of(plan.lineage());
        if (served.isPresent()) {
            throw BaselineTakenException.by(served.get());
        }
        keep(model);
        return BaselineView.of(model, lastOriginalCohort().map(cohort -> begun(model, cohort)));
    }

    private void keep(ImportedModel model) {
        KeptImport kept = entities.find(KeptImport.class, plan.lineage());
        if (kept == null) {
            entities.persist(new KeptImport(plan.lineage(), model));
        } else {
            kept.replaceBy(model);
        }
        LOG.infof("the baseline of %s will be %s, a %s", plan.lineage(), model.tensors(), model.network());
    }

    private Expansion begun(ImportedModel model, KnownCohort cohort) {
        Arrival arrival = new Arrival(cohort.domain(), cohort.role(), cohort.cohort(), Instant.now());
        Expansion baseline = Expansion.ofBaseline(plan.lineage(), arrival, Optional.of(model), plan.digest());
        Optional<Expansion> tried = expansions.findByIdOptional(baseline.id());
        if (tried.isPresent()) {
            throw BaselineTakenException.alreadyTried(tried.get());
        }
        expansions.persist(baseline);
        LOG.infof("expansion %s of %s is QUEUED: its baseline was brought", baseline.id(), baseline.lineage());
        return baseline;
    }

    private Optional<KnownCohort> lastOriginalCohort() {
        return entities.createQuery(
                        "from KnownCohort where role = :role order by heardAt desc, cohort", KnownCohort.class)
                .setParameter("role", DomainRole.ORIGINAL)
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }
}
