package io.perennial.ingest.domain;

import io.perennial.artifact.Digest;
import io.perennial.mammography.Density;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;
import org.jspecify.annotations.Nullable;

/** Says how far domains are. */
@ApplicationScoped
public class DomainStatuses {

    private final Session database;
    private final Domains domains;
    private final Institutions institutions;

    DomainStatuses(Session database, Domains domains, Institutions institutions) {
        this.database = database;
        this.domains = domains;
        this.institutions = institutions;
    }

    /** How far the domain is. @throws io.perennial.problem.ProblemException 404 if there is no such domain */
    @Transactional
    public DomainStatus of(String id) {
        Domain domain = domains.get(id);
        Object[] counts = query(COUNTS, id).getSingleResult();
        int newExams = count(counts[6]);
        Optional<Instant> oldest = Optional.ofNullable((@Nullable Instant) counts[8]);
        Map<Density, Integer> densities = densities(id);
        List<DomainStatus.FrozenCohort> cohorts = cohorts(id);
        Outlook outlook = Outlook.of(domain.trigger(), newExams, oldest, densities, cohorts.isEmpty(), Instant.now());
        return new DomainStatus(
                domain.id(),
                domain.role(),
                domain.name(),
                domain.trigger(),
                Ratio.write(domain.ratio()),
                domain.labelPolicy(),
                domain.admits(),
                institutions.of(id),
                count(counts[0]),
                count(counts[1]),
                excludedByReason(id),
                count(counts[2]),
                count(counts[3]),
                densities.values().stream().mapToInt(Integer::intValue).sum(),
                densities,
                count(counts[4]),
                count(counts[5]),
                newExams,
                count(counts[7]),
                outlook.missingExams(),
                outlook.missingPerClass(),
                outlook.dueAt(),
                outlook.sentence(),
                scanners(id),
                cohorts);
    }

    private static final String COUNTS = """
            select
                (select count(*) from mammogram where domain = :domain),
                (select count(*) from mammogram m where m.domain = :domain and m.inspected
                    and not exists (select from usable_mammogram u where u.id = m.id)),
                (select count(*) from mammogram where domain = :domain and not inspected),
                (select count(*) from exam where domain = :domain),
                (select count(distinct l.exam) from label l join exam e on e.domain = l.domain and e.pseudonym = l.exam
                    where l.domain = :domain
                    and not exists (select from exam_density d where d.domain = l.domain and d.exam = l.exam)),
                (select count(*) from exam_density d where d.domain = :domain
                    and not exists (select from exam e where e.domain = d.domain and e.pseudonym = d.exam)),
                count(*) filter (where not in_cohort),
                count(*) filter (where in_cohort and cohort_density <> density),
                min(since) filter (where not in_cohort)
            from labelled_exam where domain = :domain
            """;

    /** The labelled exams by category, all four. */
    @Transactional
    public Map<Density, Integer> densities(String domain) {
        Map<Density, Integer> densities = new EnumMap<>(Density.class);
        for (Density density : Density.values()) {
            densities.put(density, 0);
        }
        query("select density, count(*) from labelled_exam where domain = :domain group by density", domain)
                .getResultStream()
                .forEach(row -> densities.put(Density.valueOf((String) row[0]), count(row[1])));
        return densities;
    }

    private Map<String, Integer> excludedByReason(String domain) {
        Map<String, Integer> reasons = new TreeMap<>();
        query("""
                select reason, count(*)
                from mammogram m join domain d on d.id = m.domain,
                    unnest(case when cardinality(m.findings) = 0 then array[m.excluded] else m.findings end) as reason
                where m.domain = :domain and m.inspected and reason is not null and reason <> all(d.admitted)
                group by reason
                """, domain).getResultStream().forEach(row -> reasons.put((String) row[0], count(row[1])));
        return reasons;
    }

    private List<DomainStatus.SeenScanner> scanners(String domain) {
        return query("""
                        select manufacturer, model, count(*) as images, min(received_at), max(received_at) from mammogram
                        where domain = :domain group by manufacturer, model order by images desc, manufacturer, model
                        """, domain)
                .getResultStream()
                .map(row -> new DomainStatus.SeenScanner(
                        (String) row[0], (String) row[1], count(row[2]), (Instant) row[3], (Instant) row[4]))
                .toList();
    }

    private List<DomainStatus.FrozenCohort> cohorts(String domain) {
        return query(
                        "select digest, images, exams, patients, published_at from cohort where domain = :domain"
                                + " order by published_at",
                        domain)
                .getResultStream()
                .map(row -> new DomainStatus.FrozenCohort(
                        Digest.parse((String) row[0]), count(row[1]), count(row[2]), count(row[3]), (Instant) row[4]))
                .toList();
    }

    private NativeQuery<Object[]> query(String sql, String domain) {
        return database.createNativeQuery(sql, Object[].class).setParameter("domain", domain);
    }

    private static int count(Object number) {
        return Math.toIntExact(((Number) number).longValue());
    }
}
