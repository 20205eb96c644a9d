package io.perennial.ingest.label;

import io.perennial.event.ExamLabelled;
import io.perennial.ingest.domain.Domains;
import io.perennial.ingest.exam.Pseudonyms;
import io.perennial.messaging.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.Session;

/**
 * Takes labels in. Readers are kept apart; of one reader the latest report holds, whatever came first; which reader's label
 * counts for an exam is the domain's policy. A label for an exam that is not known waits for it.
 */
@ApplicationScoped
class Labels {

    /** Later than every arrival in the database, whose numbers take over once it is written there. */
    private static final long FIRST_ARRIVAL = Long.MAX_VALUE / 2;

    private final Session database;
    private final Outbox outbox;
    private final Pseudonyms pseudonyms;
    private final Domains domains;
    private final LabelHistory history;
    private final ExamDensities densities;

    Labels(
            Session database,
            Outbox outbox,
            Pseudonyms pseudonyms,
            Domains domains,
            LabelHistory history,
            ExamDensities densities) {
        this.database = database;
        this.outbox = outbox;
        this.pseudonyms = pseudonyms;
        this.domains = domains;
        this.history = history;
        this.densities = densities;
    }

    /**
     * Takes the labels in, all in one transaction, and tells of what they changed in known exams.
     *
     * @param ignored what came along and is no label, for the receipt
     */
    @Transactional
    Receipt add(String domain, List<Label> labels, int ignored) {
        excludeAdmission(domain);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS); // as the database keeps it
        List<Statement> statements = statements(domain, labels, now);
        Set<String> exams =
                statements.stream().map(Statement::exam).collect(Collectors.toCollection(LinkedHashSet::new));
        Set<String> known = known(domain, exams);
        Map<String, ExamReports> reports = history.of(domain, exams);
        Map<ReaderReports.Outcome, Integer> outcomes = new EnumMap<>(ReaderReports.Outcome.class);
        List<Statement> kept = new ArrayList<>();
        List<ExamLabelled> facts = new ArrayList<>();
        for (Statement statement : statements) {
            ReaderReports reader = reports.computeIfAbsent(statement.exam(), exam -> new ExamReports())
                    .of(statement.reader());
            ReaderReports.Outcome outcome = reader.take(statement);
            outcomes.merge(outcome, 1, Integer::sum);
            if (reader.holds(statement)) {
                kept.add(statement);
            }
            if (outcome.changesADensity() && known.contains(statement.exam())) {
                reader.label()
                        .ifPresent(label -> facts.add(
                                new ExamLabelled(domain, statement.exam(), label.density(), label.reader(), now)));
            }
        }
        history.add(domain, kept, now);
        densities.decide(domain, domains.get(domain).labelPolicy(), reports);
        outbox.tell(facts);
        return Receipt.of(labels.size(), outcomes, exams.size() - known.size(), ignored);
    }

    /** No images come into this domain meanwhile; see {@code Exams}, which holds the same row together with its like. */
    private void excludeAdmission(String domain) {
        var unused = database.createNativeQuery(
                        "select 1 from domain where id = :domain for no key update", Integer.class)
                .setParameter("domain", domain)
                .getSingleResult();
    }

    private List<Statement> statements(String domain, List<Label> labels, Instant now) {
        List<Statement> statements = new ArrayList<>();
        for (Label label : labels) {
            statements.add(new Statement(
                    pseudonyms.exam(domain, label.studyInstanceUid()),
                    pseudonyms.reader(domain, label.reader()),
                    label.breast(),
                    label.density(),
                    label.reportedAt()
                            .map(time -> time.truncatedTo(ChronoUnit.MICROS))
                            .orElse(now),
                    label.reportedAt().isPresent(),
                    label.standing(),
                    FIRST_ARRIVAL + statements.size()));
        }
        return statements;
    }

    private Set<String> known(String domain, Set<String> exams) {
        return Set.copyOf(database.createNativeQuery(
                        "select pseudonym from exam where domain = :domain and pseudonym = any(:exams)", String.class)
                .setParameter("domain", domain)
                .setParameter("exams", exams.toArray(String[]::new))
                .getResultList());
    }
}
