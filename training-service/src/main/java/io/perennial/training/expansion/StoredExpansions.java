package io.perennial.training.expansion;

import io.perennial.artifact.Digest;
import io.perennial.mammography.DomainRole;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The expansions in the database. */
@ApplicationScoped
class StoredExpansions implements PanacheRepositoryBase<Expansion, String> {

    // jakarta.persistence.lock.timeout of -2: Hibernate's "skip locked"
    private static final int SKIP_LOCKED = -2;

    /** For a change: nobody else changes it until the transaction ends. */
    Optional<Expansion> locked(String id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    List<Expansion> newestFirst() {
        return list("", Sort.descending("arrivedAt", "id"));
    }

    List<Expansion> of(Digest cohort, Digest plan) {
        return list("cohort = ?1 and plan = ?2", cohort, plan);
    }

    List<Expansion> waiting(String lineage) {
        return list("lineage = ?1 and state = ?2", Sort.ascending("arrivedAt", "id"), lineage, ExpansionState.WAITING);
    }

    /** The expansion by which a baseline was trained, or will be unless something fails. */
    Optional<Expansion> baselineOrHope(String lineage) {
        return find(
                        "lineage = ?1 and role = ?2 and state in ?3",
                        Sort.ascending("arrivedAt", "id"),
                        lineage,
                        DomainRole.ORIGINAL,
                        List.of(ExpansionState.QUEUED, ExpansionState.RUNNING, ExpansionState.TRAINED))
                .firstResultOptional();
    }

    /** The last expansion that was to make this model the baseline. */
    Optional<Expansion> ofImport(String lineage, ImportedModel imported) {
        return find("lineage = ?1 and imported = ?2", Sort.descending("arrivedAt", "id"), lineage, imported)
                .firstResultOptional();
    }

    /** The oldest that is queued, or whose owner has not been heard of in time; those others just take are passed by. */
    Optional<Expansion> nextToRun(Instant now) {
        return find(
                        "state = ?1 or (state = ?2 and leaseExpires < ?3)",
                        Sort.ascending("arrivedAt", "id"),
                        ExpansionState.QUEUED,
                        ExpansionState.RUNNING,
                        now)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .withHint("jakarta.persistence.lock.timeout", SKIP_LOCKED)
                .firstResultOptional();
    }
}
