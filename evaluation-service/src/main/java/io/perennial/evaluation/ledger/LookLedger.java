package io.perennial.evaluation.ledger;

import io.perennial.artifact.Digest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;

/** The book of looks; a look is written before the images are opened. */
@ApplicationScoped
public class LookLedger {

    private final EntityManager entities;

    LookLedger(EntityManager entities) {
        this.entities = entities;
    }

    /** How many other verdicts have looked at this domain's test images. */
    @Transactional
    public int looksBefore(String domain, String verdict) {
        return Math.toIntExact(entities.createQuery(
                        "select count(*) from Look where domain = :domain and verdict <> :verdict", Long.class)
                .setParameter("domain", domain)
                .setParameter("verdict", verdict)
                .getSingleResult());
    }

    /** Writes a look, in a committed transaction of its own or the caller's; writing it again changes nothing. */
    @Transactional
    public void write(String domain, String verdict, Digest cohort, Digest model) {
        if (entities.find(Look.class, new Look.Key(domain, verdict)) == null) {
            entities.persist(new Look(domain, verdict, cohort, model, Instant.now()));
        }
    }
}
