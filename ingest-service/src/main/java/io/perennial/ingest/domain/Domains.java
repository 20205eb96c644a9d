package io.perennial.ingest.domain;

import io.perennial.artifact.SplitRatio;
import io.perennial.ingest.exam.Pseudonyms;
import io.perennial.mammography.DomainRole;
import io.perennial.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
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
    private final Institutions institutions;
    private final Event<LabelPolicyChanged> policyChanges;
    private final SplitRatio defaultRatio;

    Domains(
            Session database,
            Pseudonyms pseudonyms,
            Institutions institutions,
            Event<LabelPolicyChanged> policyChanges,
            @ConfigProperty(name = "ingest.split-ratio") String defaultRatio) {
        this.database = database;
        this.pseudonyms = pseudonyms;
        this.institutions = institutions;
        this.policyChanges = policyChanges;
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
        LabelPolicy policyBefore = domain.labelPolicy();
        change(domain, definition);
        database.persist(domain);
        database.flush(); // what follows is SQL, and sees the domain
        definition.institutions().ifPresent(them -> institutions.add(id, them));
        if (!domain.labelPolicy().equals(policyBefore)) {
            policyChanges.fire(new LabelPolicyChanged(id, domain.labelPolicy()));
        }
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
        domain.triggerAt(definition.trigger());
        definition
                .labelPolicy()
                .map(policy -> policy.policy(reader -> pseudonyms.reader(domain.id(), reader)))
                .ifPresent(domain::count);
        definition.exclusions().ifPresent(domain::exclude);
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
}
