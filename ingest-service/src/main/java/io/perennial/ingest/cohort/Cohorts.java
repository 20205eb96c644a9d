package io.perennial.ingest.cohort;

import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.CohortImage;
import io.perennial.artifact.CohortManifest;
import io.perennial.artifact.Digest;
import io.perennial.artifact.Json;
import io.perennial.artifact.SplitRatio;
import io.perennial.event.CohortPublished;
import io.perennial.ingest.domain.Domain;
import io.perennial.ingest.domain.Domains;
import io.perennial.mammography.Density;
import io.perennial.mammography.Scanner;
import io.perennial.mammography.View;
import io.perennial.messaging.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hibernate.Session;

/** The cohorts in the database: which are due, what goes into the next, which were published. */
@ApplicationScoped
class Cohorts {

    private final Session database;
    private final Outbox outbox;
    private final Domains domains;
    private final ArtifactStore artifacts;

    Cohorts(Session database, Outbox outbox, Domains domains, ArtifactStore artifacts) {
        this.database = database;
        this.outbox = outbox;
        this.domains = domains;
        this.artifacts = artifacts;
    }

    /** Remembers that a cohort is wanted now; holds across a restart. */
    @Transactional
    void ask(String domain) {
        database.createNativeMutationQuery(
                        "update domain set freezes_asked = freezes_asked + 1, freeze_asked_at = now() where id = :domain")
                .setParameter("domain", domain)
                .executeUpdate();
    }

    /**
     * The domains of which a cohort was asked for, once all is inspected that had come by then, or whose trigger is met; an
     * exam of which an image waits for its inspection does not count yet.
     */
    @Transactional
    List<String> due() {
        return database.createNativeQuery("""
                        select d.id from domain d
                        where (d.freezes_asked > d.freezes_done and not exists (
                            select from mammogram m where m.domain = d.id and not m.inspected
                                and m.received_at <= d.freeze_asked_at))
                        or d.trigger_new_exams <= (
                            select count(*) from exam e where e.domain = d.id and not e.in_cohort
                                and exists (select from mammogram m where m.exam = e.id and m.excluded is null)
                                and not exists (select from mammogram m where m.exam = e.id and not m.inspected)
                                and exists (select from label l where l.domain = e.domain and l.exam = e.pseudonym))
                        order by d.id
                        """, String.class).getResultList();
    }

    /** Everything the domain has for a cohort now. The same images and labels give the same list. */
    @Transactional
    Snapshot snapshot(String domainId) {
        Domain domain = domains.get(domainId);
        int asked = database.createNativeQuery("select freezes_asked from domain where id = :domain", Integer.class)
                .setParameter("domain", domainId)
                .getSingleResult();
        List<LabelledMammogram> mammograms = new ArrayList<>();
        Set<Long> exams = new LinkedHashSet<>();
        for (Object[] columns : labelled(domainId)) {
            exams.add(((Number) columns[0]).longValue());
            mammograms.add(mammogram(columns, domain.ratio()));
        }
        return new Snapshot(domain, mammograms, List.copyOf(exams), asked);
    }

    private List<Object[]> labelled(String domain) {
        return database.createNativeQuery("""
                        select e.id, m.digest, e.pseudonym, e.patient, m.view, m.manufacturer, m.model, l.density,
                            p.split_point
                        from exam e
                        join patient p on p.domain = e.domain and p.pseudonym = e.patient
                        join mammogram m on m.exam = e.id and m.excluded is null
                        join lateral (select density from label where domain = e.domain and exam = e.pseudonym
                            order by id desc limit 1) l on true
                        where e.domain = :domain
                            and not exists (select from mammogram w where w.exam = e.id and not w.inspected)
                        order by e.pseudonym collate "C", m.digest collate "C"
                        """, Object[].class)
                .setParameter("domain", domain)
                .getResultList();
    }

    private static LabelledMammogram mammogram(Object[] columns, SplitRatio ratio) {
        CohortImage image = new CohortImage(
                Digest.parse((String) columns[1]),
                (String) columns[2],
                (String) columns[3],
                View.valueOf((String) columns[4]),
                new Scanner((String) columns[5], (String) columns[6]),
                Density.valueOf((String) columns[7]));
        return new LabelledMammogram(image, ratio.splitAt((Double) columns[8]));
    }

    /**
     * Makes a frozen cohort known: row and fact in one transaction. A cohort that is known already is not told again.
     *
     * @return whether it is new
     */
    @Transactional
    boolean publish(Snapshot snapshot, CohortPublished fact) {
        boolean isNew = database.createNativeMutationQuery("""
                                insert into cohort (digest, domain, images, exams, patients, fact, published_at)
                                values (:digest, :domain, :images, :exams, :patients, :fact, :publishedAt)
                                on conflict (digest) do nothing
                                """)
                        .setParameter("digest", fact.cohort().toString())
                        .setParameter("domain", fact.domain())
                        .setParameter("images", snapshot.mammograms().size())
                        .setParameter("exams", snapshot.exams().size())
                        .setParameter("patients", sum(fact))
                        .setParameter("fact", Json.text(fact))
                        .setParameter("publishedAt", fact.publishedAt())
                        .executeUpdate()
                == 1;
        if (isNew) {
            outbox.tell(fact);
        }
        database.createNativeMutationQuery("update exam set in_cohort = true where id = any(:exams) and not in_cohort")
                .setParameter("exams", snapshot.exams().toArray(Long[]::new))
                .executeUpdate();
        done(snapshot);
        return isNew;
    }

    /** Ends what was asked for up to the snapshot. */
    @Transactional
    void done(Snapshot snapshot) {
        database.createNativeMutationQuery(
                        "update domain set freezes_done = :asked where id = :domain and freezes_done < :asked")
                .setParameter("domain", snapshot.domain().id())
                .setParameter("asked", snapshot.freezesAsked())
                .executeUpdate();
    }

    /** A published cohort; empty if this service knows none of that digest. */
    @Transactional
    Optional<CohortDescription> find(Digest digest) throws IOException {
        List<String> facts = database.createNativeQuery("select fact from cohort where digest = :digest", String.class)
                .setParameter("digest", digest.toString())
                .getResultList();
        if (facts.isEmpty()) {
            return Optional.empty();
        }
        CohortPublished fact = Json.read(facts.get(0).getBytes(StandardCharsets.UTF_8), CohortPublished.class);
        return Optional.of(CohortDescription.of(fact, Json.read(artifacts.read(digest), CohortManifest.class)));
    }

    private static int sum(CohortPublished fact) {
        return fact.patients().values().stream().mapToInt(Integer::intValue).sum();
    }
}
