package io.perennial.training.expansion;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The candidates in the database. */
@ApplicationScoped
class StoredCandidates implements PanacheRepositoryBase<Candidate, Candidate.Key> {

    /** Those of one expansion, in the order of its runs. */
    List<Candidate> of(String expansion) {
        return list("key.expansion = ?1", Sort.ascending("key.position"), expansion);
    }
}
