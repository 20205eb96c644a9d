package io.perennial.evaluation.lineage;

import io.perennial.artifact.Digest;
import io.perennial.evaluation.audit.Act;
import io.perennial.evaluation.audit.AuditLog;
import io.perennial.evaluation.plan.PlanInForce;
import io.perennial.evaluation.signing.DecisionSigner;
import io.perennial.event.AuditAnchor;
import io.perennial.event.ModelServing;
import io.perennial.event.Signature;
import io.perennial.event.SignedDecision;
import io.perennial.mammography.DomainRole;
import io.perennial.messaging.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The line of approved models: its baseline, what serves, what each hospital was promised. */
@ApplicationScoped
public class Lineage {

    private static final Logger LOG = Logger.getLogger(Lineage.class);

    private final EntityManager entities;
    private final AuditLog audit;
    private final Outbox outbox;
    private final DecisionSigner signer;
    private final PlanInForce plan;

    Lineage(EntityManager entities, AuditLog audit, Outbox outbox, DecisionSigner signer, PlanInForce plan) {
        this.entities = entities;
        this.audit = audit;
        this.outbox = outbox;
        this.signer = signer;
        this.plan = plan;
    }

    /** The yardstick of all later models. */
    @Transactional
    public Optional<ApprovedModel> baseline(String lineage) {
        return approved(lineage).stream()
                .filter(model -> model.role() == DomainRole.ORIGINAL)
                .findFirst();
    }

    /** The model that must serve now. */
    @Transactional
    public Optional<ServingDecision> serving(String lineage) {
        return entities.createQuery(
                        "from ServingDecision where lineage = :lineage order by sequence desc", ServingDecision.class)
                .setParameter("lineage", lineage)
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    @Transactional
    public Optional<ApprovedModel> approved(Digest model) {
        return Optional.ofNullable(entities.find(ApprovedModel.class, model.toString()));
    }

    /** All approved models, oldest first. */
    @Transactional
    public List<ApprovedModel> approved(String lineage) {
        return entities.createQuery(
                        "from ApprovedModel where lineage = :lineage order by approvedAt, model", ApprovedModel.class)
                .setParameter("lineage", lineage)
                .getResultList();
    }

    /**
     * For every hospital onboarded so far but this one, the model its last approval was for: that approval asked for a
     * gain on the hospital's own images, so its figure there only ever rises and small losses cannot add up.
     */
    @Transactional
    public List<ApprovedModel> onboardedBefore(String lineage, String domain) {
        Map<String, ApprovedModel> last = new LinkedHashMap<>();
        approved(lineage).stream()
                .filter(model ->
                        model.role() == DomainRole.TARGET && !model.domain().equals(domain))
                .forEach(model -> last.put(model.domain(), model));
        return List.copyOf(last.values());
    }

    /** Lets a model serve; it does not yet. Approving it again changes nothing. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void approve(ApprovedModel model) {
        if (entities.find(ApprovedModel.class, model.model().toString()) == null) {
            entities.persist(model);
        }
    }

    /** Decides that an approved model must serve, and tells so; with the reason where a person decided. */
    @Transactional(Transactional.TxType.MANDATORY)
    public ServingDecision serve(ApprovedModel model, Optional<String> reason) {
        audit.awaitTurn(); // one decision after the other: the sequence has neither gaps nor doubles
        String lineage = model.lineage();
        Optional<ServingDecision> before = serving(lineage);
        long sequence = before.map(ServingDecision::sequence).orElse(0L) + 1;
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS); // as precise as the database
        Digest planDigest = plan.digest();
        Signature signature = signer.sign(SignedDecision.toServe(lineage, sequence, model.model(), planDigest));
        ServingDecision decision =
                new ServingDecision(lineage, sequence, model.model(), model.verdict(), reason, now, signature.key());
        entities.persist(decision);
        AuditAnchor place = audit.append(new Act.ModelServing(
                lineage,
                sequence,
                model.model(),
                before.map(ServingDecision::model),
                model.verdict(),
                planDigest,
                reason,
                signature));
        outbox.tell(new ModelServing(
                lineage, sequence, model.model(), planDigest, model.verdict(), signature, now, Optional.of(place)));
        LOG.infof("model %s must serve, decision %d of %s", model.model(), sequence, lineage);
        return decision;
    }

    /**
     * Decides anew that the model which serves must serve, if that was signed with another key than the one in use: the
     * former key can then be withdrawn, and the model still be believed. Does nothing otherwise.
     */
    @Transactional
    public void signAnew(String lineage) {
        audit.awaitTurn();
        serving(lineage)
                .filter(decision -> !decision.signatureKey().equals(Optional.of(signer.keyId())))
                .flatMap(decision -> approved(decision.model()))
                .ifPresent(model -> serve(
                        model, Optional.of("signed anew: the service signs with key " + signer.keyId() + " now")));
    }

    /** Whether this decision is in the database. */
    @Transactional
    public boolean knows(ModelServing fact) {
        return entities.find(ServingDecision.class, new ServingDecision.Key(fact.lineage(), fact.sequence())) != null;
    }

    /** Remembers a decision that an earlier database of this service made and this one does not know. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void takeOver(ModelServing fact) {
        entities.persist(new ServingDecision(
                fact.lineage(),
                fact.sequence(),
                fact.model(),
                fact.verdict(),
                Optional.empty(),
                fact.decidedAt().truncatedTo(ChronoUnit.MICROS),
                fact.signature().key()));
        audit.append(new Act.ServingTakenOver(
                fact.lineage(), fact.sequence(), fact.model(), fact.decidedAt(), fact.audit()));
    }
}
