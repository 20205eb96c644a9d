package io.perennial.ingest.domain;

import io.perennial.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import org.hibernate.Session;

/** The institutions of domains. They are added and renamed; one that is left out stays, since its images name it. */
@ApplicationScoped
public class Institutions {

    private final Session database;

    Institutions(Session database) {
        this.database = database;
    }

    /** In the order of their ids. */
    @Transactional
    public List<Institution> of(String domain) {
        return database.createNativeQuery(
                        "select id, name from institution where domain = :domain order by id", Object[].class)
                .setParameter("domain", domain)
                .getResultStream()
                .map(row -> new Institution((String) row[0], (String) row[1]))
                .toList();
    }

    /** One of them. @throws ProblemException 404 if the domain has no such institution */
    @Transactional
    public Institution get(String domain, String id) {
        return of(domain).stream()
                .filter(institution -> institution.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        404, "the domain has no such institution; PUT /domains/{id} with \"institutions\" adds one"));
    }

    /** Adds or renames these, in the caller's transaction. */
    void add(String domain, List<Institution> institutions) {
        for (Institution institution : institutions) {
            database.createNativeMutationQuery("""
                            insert into institution (domain, id, name) values (:domain, :id, :name)
                            on conflict (domain, id) do update set name = excluded.name
                            """)
                    .setParameter("domain", domain)
                    .setParameter("id", institution.id())
                    .setParameter("name", institution.name())
                    .executeUpdate();
        }
    }
}
