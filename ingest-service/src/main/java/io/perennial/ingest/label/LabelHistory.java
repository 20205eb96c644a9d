package io.perennial.ingest.label;

import io.perennial.mammography.Density;
import io.perennial.mammography.Laterality;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Every label ever given, in the database; nothing is changed or deleted there. Called within a transaction. */
@ApplicationScoped
class LabelHistory {

    private static final String NOTHING = ""; // an array's null, which unnest is not given

    private final Session database;

    LabelHistory(Session database) {
        this.database = database;
    }

    /** The reports of these exams; an exam without any has none in the map. */
    Map<String, ExamReports> of(String domain, Collection<String> exams) {
        Map<String, ExamReports> reports = new HashMap<>();
        database.createNativeQuery("""
                        select exam, reader, laterality, density, coalesce(reported_at, labelled_at),
                            reported_at is not null, standing, id
                        from label where domain = :domain and exam = any(:exams) order by id
                        """, Object[].class)
                .setParameter("domain", domain)
                .setParameter("exams", exams.toArray(String[]::new))
                .getResultStream()
                .map(LabelHistory::statement)
                .forEach(statement -> reports.computeIfAbsent(statement.exam(), exam -> new ExamReports())
                        .of(statement.reader())
                        .keep(statement));
        return reports;
    }

    /** All exams that anybody ever labelled. */
    List<String> exams(String domain) {
        return database.createNativeQuery(
                        "select distinct exam from label where domain = :domain order by exam", String.class)
                .setParameter("domain", domain)
                .getResultList();
    }

    /** Adds reports that arrived now, in this order. */
    void add(String domain, List<Statement> statements, Instant now) {
        if (statements.isEmpty()) {
            return;
        }
        database.createNativeMutationQuery("""
                        insert into label (domain, exam, reader, laterality, density, reported_at, standing, labelled_at)
                        select :domain, exam, reader, nullif(laterality, ''), nullif(density, ''),
                            cast(nullif(reported_at, '') as timestamptz), standing, :now
                        from unnest(:exams, :readers, :lateralities, :densities, :times, :standings) with ordinality
                            as new (exam, reader, laterality, density, reported_at, standing, place)
                        order by place
                        """)
                .setParameter("domain", domain)
                .setParameter("now", now)
                .setParameter("exams", column(statements, Statement::exam))
                .setParameter("readers", column(statements, Statement::reader))
                .setParameter("lateralities", column(statements, it -> name(it.breast())))
                .setParameter("densities", column(statements, it -> name(it.density())))
                .setParameter(
                        "times", column(statements, it -> it.timed() ? it.at().toString() : NOTHING))
                .setParameter(
                        "standings", column(statements, it -> it.standing().name()))
                .executeUpdate();
    }

    private static Statement statement(Object[] columns) {
        return new Statement(
                (String) columns[0],
                (String) columns[1],
                Optional.ofNullable((@Nullable String) columns[2]).map(Laterality::valueOf),
                Optional.ofNullable((@Nullable String) columns[3]).map(Density::valueOf),
                (Instant) columns[4],
                (Boolean) columns[5],
                Standing.valueOf((String) columns[6]),
                ((Number) columns[7]).longValue());
    }

    private static String name(Optional<? extends Enum<?>> value) {
        return value.map(Enum::name).orElse(NOTHING);
    }

    private static String[] column(List<Statement> statements, Function<Statement, String> value) {
        return statements.stream().map(value).toArray(String[]::new);
    }
}
