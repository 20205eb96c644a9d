package io.perennial.evaluation.ledger;

import io.perennial.artifact.ChangeControlPlan;
import io.perennial.artifact.Digest;
import io.perennial.evaluation.audit.Act;
import io.perennial.evaluation.audit.AuditLog;
import io.perennial.evaluation.selection.Selected;
import io.perennial.evaluation.spending.Allowance;
import io.perennial.evaluation.spending.OnlineFallback;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The book of looks. A look is written before the images are opened: whoever opens them shows the permit that the ledger
 * gave for it. Looks of one domain come one after the other, for expansions are judged one at a time.
 */
@ApplicationScoped
public class LookLedger {

    private final EntityManager entities;
    private final AuditLog audit;

    LookLedger(EntityManager entities, AuditLog audit) {
        this.entities = entities;
        this.audit = audit;
    }

    /** What this verdict's look at a domain may spend, other verdicts' looks having gone before it. */
    @Transactional
    public Allowance allowance(String domain, String verdict, ChangeControlPlan.Protocol protocol) {
        return next(domain, look -> !look.verdict().equals(verdict), protocol);
    }

    /**
     * Writes a look, in a committed transaction of its own or the caller's. Asked again for the same verdict and model, it
     * gives the same permit.
     *
     * @param bounded whether a bound decides, which spends the look's share of α; else the look spends its place alone
     */
    @Transactional
    public LookPermit grant(
            String domain,
            Digest cohort,
            String verdict,
            Selected candidate,
            boolean bounded,
            ChangeControlPlan.Protocol protocol) {
        Look.Key key = new Look.Key(domain, verdict, candidate.model());
        Look look = entities.find(Look.class, key);
        if (look == null) {
            Allowance next = next(domain, other -> true, protocol);
            look = new Look(
                    key,
                    next.before() + 1,
                    cohort,
                    bounded ? next.alpha() : 0,
                    Instant.now().truncatedTo(ChronoUnit.MICROS));
            entities.persist(look);
            audit.append(new Act.LookGranted(
                    domain,
                    cohort,
                    verdict,
                    candidate.model(),
                    look.number(),
                    BigDecimal.valueOf(look.alpha()).toPlainString()));
        }
        Allowance allowance = new Allowance(look.number() - 1, protocol.looks(), look.alpha());
        return new LookPermit(domain, look.cohort(), candidate.model(), allowance);
    }

    /** Writes what came of a verdict's looks: which domains showed what they were to show. */
    @Transactional
    public void conclude(String verdict, Set<String> shown) {
        entities.createQuery("from Look where verdict = :verdict", Look.class)
                .setParameter("verdict", verdict)
                .getResultList()
                .forEach(look -> look.conclude(shown.contains(look.domain())));
    }

    /** Writes a look that an earlier database knew of. */
    @Transactional
    public void takeOver(
            String domain, String verdict, Digest cohort, Digest model, int number, double alpha, Instant at) {
        Look.Key key = new Look.Key(domain, verdict, model);
        if (entities.find(Look.class, key) == null) {
            entities.persist(new Look(key, number, cohort, alpha, at));
        }
    }

    /** A domain's looks, oldest first. */
    @Transactional
    List<Look> of(String domain) {
        return entities.createQuery("from Look where domain = :domain order by number, takenAt", Look.class)
                .setParameter("domain", domain)
                .getResultList();
    }

    /** The domains that were looked at. */
    @Transactional
    List<String> domains() {
        return entities.createQuery("select distinct domain from Look order by domain", String.class)
                .getResultList();
    }

    /** What the next look at a domain may spend. */
    @Transactional
    Allowance next(String domain, ChangeControlPlan.Protocol protocol) {
        return next(domain, look -> true, protocol);
    }

    private Allowance next(String domain, Predicate<Look> counts, ChangeControlPlan.Protocol protocol) {
        List<OnlineFallback.Spent> before =
                of(domain).stream().filter(counts).map(Look::spent).toList();
        return new OnlineFallback(1 - protocol.confidence(), protocol.looks()).next(before);
    }
}
