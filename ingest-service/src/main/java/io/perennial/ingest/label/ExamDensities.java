package io.perennial.ingest.label;

import io.perennial.ingest.domain.LabelPolicy;
import io.perennial.ingest.domain.LabelPolicyChanged;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.hibernate.Session;

/**
 * The density that counts for each exam: what the domain's policy makes of its readers' labels. Written whenever a label or
 * the policy changes, in the same transaction, so that whoever asks for labelled exams reads one row each.
 */
@ApplicationScoped
class ExamDensities {

    private static final int EXAMS_AT_ONCE = 5000; // bounds the memory of a change of policy

    private final Session database;
    private final LabelHistory history;

    ExamDensities(Session database, LabelHistory history) {
        this.database = database;
        this.history = history;
    }

    /** All labels of the domain are looked at once more. */
    void onLabelPolicyChanged(@Observes LabelPolicyChanged change) {
        List<String> exams = history.exams(change.domain());
        for (int first = 0; first < exams.size(); first += EXAMS_AT_ONCE) {
            List<String> some = exams.subList(first, Math.min(first + EXAMS_AT_ONCE, exams.size()));
            decide(change.domain(), change.policy(), history.of(change.domain(), some));
        }
    }

    /** Decides these exams; one whose labels decide nothing has no density any more. */
    void decide(String domain, LabelPolicy policy, Map<String, ExamReports> exams) {
        Map<String, ReaderLabel> decided = new TreeMap<>();
        List<String> undecided = new ArrayList<>();
        exams.forEach((exam, reports) -> DecidingLabel.under(policy, reports.labels())
                .ifPresentOrElse(label -> decided.put(exam, label), () -> undecided.add(exam)));
        forget(domain, undecided);
        remember(domain, decided);
    }

    private void forget(String domain, List<String> exams) {
        database.createNativeMutationQuery("delete from exam_density where domain = :domain and exam = any(:exams)")
                .setParameter("domain", domain)
                .setParameter("exams", exams.toArray(String[]::new))
                .executeUpdate();
    }

    private void remember(String domain, Map<String, ReaderLabel> decided) {
        database.createNativeMutationQuery("""
                        insert into exam_density (domain, exam, density, reader, labelled_at)
                        select :domain, exam, density, reader, cast(labelled_at as timestamptz)
                        from unnest(:exams, :densities, :readers, :times) as new (exam, density, reader, labelled_at)
                        on conflict (domain, exam) do update
                        set density = excluded.density, reader = excluded.reader, labelled_at = excluded.labelled_at
                        """)
                .setParameter("domain", domain)
                .setParameter("exams", decided.keySet().toArray(String[]::new))
                .setParameter(
                        "densities", column(decided, label -> label.density().name()))
                .setParameter("readers", column(decided, ReaderLabel::reader))
                .setParameter("times", column(decided, label -> label.at().toString()))
                .executeUpdate();
    }

    private static String[] column(Map<String, ReaderLabel> decided, Function<ReaderLabel, String> value) {
        return decided.values().stream().map(value).toArray(String[]::new);
    }
}
