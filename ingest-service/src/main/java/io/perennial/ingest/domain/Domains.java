package io.perennial.ingest.domain;

import io.perennial.artifact.Digest;
import io.perennial.artifact.SplitRatio;
import io.perennial.ingest.exam.Pseudonyms;
import io.perennial.mammography.DomainRole;
import io.perennial.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.Session;

/** The domains this service takes images for. */
@ApplicationScoped
public class Domains {

    private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,63}");

    private final Session database;
    private final Pseudonyms pseudonyms;
    private final SplitRatio defaultRatio;

    Domains(Session database, Pseudonyms pseudonyms, @ConfigProperty(name = "ingest.split-ratio") String defaultRatio) {
        this.database = database;
        this.pseudonyms = pseudonyms;
        this.defaultRatio = Ratio.parse(defaultRatio);
    }

    /**
     * Makes the domain what the definition says; defining it the same way again changes nothing.
     *
     * @return whether it is new
     * @throws ProblemException 400 on an id that is none; 409 on a second original domain, on another role, or on another
     *     split ratio once a cohort exists
     */
    @Transactional
    public boolean define(String id, DomainDefinition definition) {
        if (!ID.matcher(id).matches()) {
            throw new ProblemException(400, "a domain's id has 1 to 63 characters of a to z, 0 to 9 and -");
        }
        oneAtATime();
        Domain domain = database.find(Domain.class, id, LockModeType.PESSIMISTIC_WRITE);
        boolean isNew = domain == null;
        if (isNew) {
            domain = new Domain(id, definition.role(), defaultRatio, pseudonyms.newestKey());
        }
        change(domain, definition);
        database.persist(domain);
        return isNew;
    }

    /** Two requests must not both find that there is no original domain yet. Holds until the transaction ends. */
    private void oneAtATime() {
        var unused = database.createNativeQuery(
                        "select cast(pg_advisory_xact_lock(hashtextextended(current_schema() || '.domain', 0)) as text)",
                        String.class)
                .getSingleResult();
    }

    private void change(Domain domain, DomainDefinition definition) {
        if (domain.role() != definition.role()) {
            throw new ProblemException(
                    409, "domain " + domain.id() + " is " + domain.role() + "; the role of a domain does not change");
        }
        if (definition.role() == DomainRole.ORIGINAL && anotherOriginal(domain.id())) {
            throw new ProblemException(409, "there is an ORIGINAL domain already, and there can be but one");
        }
        definition.splitRatio().map(Ratio::parse).ifPresent(ratio -> {
            if (!ratio.equals(domain.ratio()) && hasCohort(domain.id())) {
                throw new ProblemException(
                        409,
                        "domain " + domain.id()
                                + " has a cohort; another split ratio would move patients from one split to another");
            }
            domain.shareOut(ratio);
        });
        domain.rename(definition.name());
        domain.triggerAt(definition.trigger().newExams());
    }

    private boolean anotherOriginal(String id) {
        return !database.createQuery("select d.id from domain d where d.role = :role and d.id <> :id", String.class)
                .setParameter("role", DomainRole.ORIGINAL)
                .setParameter("id", id)
                .getResultList()
                .isEmpty();
    }

    private boolean hasCohort(String id) {
        return database.createNativeQuery("select exists (select from cohort where domain = :id)", Boolean.class)
                .setParameter("id", id)
                .getSingleResult();
    }

    /** The domain of this id. @throws ProblemException 404 if there is no such domain */
    @Transactional
    public Domain get(String id) {
        Domain domain = ID.matcher(id).matches() ? database.find(Domain.class, id) : null;
        if (domain == null) {
            throw new ProblemException(404, "there is no such domain; PUT /domains/{id} makes one");
        }
        return domain;
    }

    /** All domains, the original one first. */
    @Transactional
    public List<Domain> all() {
        return database.createQuery("select d from domain d order by d.role, d.id", Domain.class)
                .getResultList();
    }

    /** How far the domain is. @throws ProblemException 404 if there is no such domain */
    @Transactional
    public DomainStatus status(String id) {
        Domain domain = get(id);
        Object[] counts = database.createNativeQuery(COUNTS, Object[].class)
                .setParameter("domain", id)
                .getSingleResult();
        int newExams = count(counts[5]);
        return new DomainStatus(
                domain.id(),
                domain.role(),
                domain.name(),
                new DomainDefinition.Trigger(domain.triggerNewExams()),
                Ratio.write(domain.ratio()),
                count(counts[0]),
                count(counts[1]),
                count(counts[2]),
                count(counts[3]),
                count(counts[4]),
                newExams,
                Math.max(0, domain.triggerNewExams() - newExams),
                cohorts(id));
    }

    private static final String COUNTS = """
            with known as (
                select e.in_cohort,
                    exists (select from mammogram m where m.exam = e.id and m.excluded is null)
                        and exists (select from label l where l.domain = e.domain and l.exam = e.pseudonym) as labelled
                from exam e where e.domain = :domain)
            select
                (select count(*) from mammogram where domain = :domain),
                (select count(*) from mammogram where domain = :domain and excluded is not null),
                (select count(*) from known),
                (select count(*) from known where labelled),
                (select count(distinct l.exam) from label l where l.domain = :domain
                    and not exists (select from exam e where e.domain = l.domain and e.pseudonym = l.exam)),
                (select count(*) from known where labelled and not in_cohort)
            """;

    private List<DomainStatus.FrozenCohort> cohorts(String domain) {
        return database.createNativeQuery(
                        "select digest, images, exams, patients, published_at from cohort where domain = :domain"
                                + " order by published_at",
                        Object[].class)
                .setParameter("domain", domain)
                .getResultStream()
                .map(row -> new DomainStatus.FrozenCohort(
                        Digest.parse((String) row[0]), count(row[1]), count(row[2]), count(row[3]), (Instant) row[4]))
                .toList();
    }

    private static int count(Object number) {
        return Math.toIntExact(((Number) number).longValue());
    }
}
