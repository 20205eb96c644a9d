package io.perennial.ingest.label;

import io.perennial.event.ExamLabelled;
import io.perennial.ingest.exam.Pseudonyms;
import io.perennial.mammography.Density;
import io.perennial.messaging.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.hibernate.Session;

/**
 * The labels of exams. Each reader's newest label of an exam stands for that reader; the newest of all readers is the
 * exam's. A label for an exam that is not known waits for it.
 */
@ApplicationScoped
class Labels {

    private final Session database;
    private final Outbox outbox;
    private final Pseudonyms pseudonyms;

    Labels(Session database, Outbox outbox, Pseudonyms pseudonyms) {
        this.database = database;
        this.outbox = outbox;
        this.pseudonyms = pseudonyms;
    }

    /**
     * What a label file changed.
     *
     * @param labels lines read
     * @param added labels of a reader who had not labelled the exam
     * @param corrected labels that replace another one of the same reader
     * @param repeated labels that were known, and changed nothing
     * @param waiting exams of this file of which nothing was received yet
     */
    record Receipt(int labels, int added, int corrected, int repeated, int waiting) {}

    /** Takes the labels in, all in one transaction, and tells of what they changed in known exams. */
    @Transactional
    Receipt add(String domain, List<Label> labels) {
        excludeAdmission(domain);
        List<Reading> readings = labels.stream()
                .map(label -> new Reading(
                        pseudonyms.exam(domain, label.studyInstanceUid()),
                        pseudonyms.reader(domain, label.reader()),
                        label.density()))
                .toList();
        Set<String> exams = new LinkedHashSet<>();
        readings.forEach(reading -> exams.add(reading.exam()));
        Map<ReaderOfExam, Density> current = current(domain, exams);
        List<Reading> changes = new ArrayList<>();
        int corrected = 0;
        for (Reading reading : readings) {
            Density before = current.put(new ReaderOfExam(reading.exam(), reading.reader()), reading.density());
            if (before != reading.density()) {
                changes.add(reading);
                corrected += before == null ? 0 : 1;
            }
        }
        insert(domain, changes);
        Set<String> known = known(domain, exams);
        Instant now = Instant.now();
        outbox.tell(changes.stream()
                .filter(reading -> known.contains(reading.exam()))
                .map(reading -> new ExamLabelled(domain, reading.exam(), reading.density(), reading.reader(), now))
                .toList());
        return new Receipt(
                labels.size(),
                changes.size() - corrected,
                corrected,
                labels.size() - changes.size(),
                exams.size() - known.size());
    }

    /** No images come into this domain meanwhile; see {@code Exams}, which holds the same row together with its like. */
    private void excludeAdmission(String domain) {
        var unused = database.createNativeQuery(
                        "select 1 from domain where id = :domain for no key update", Integer.class)
                .setParameter("domain", domain)
                .getSingleResult();
    }

    private Map<ReaderOfExam, Density> current(String domain, Set<String> exams) {
        Map<ReaderOfExam, Density> current = new HashMap<>();
        List<Object[]> rows = database.createNativeQuery("""
                        select distinct on (exam, reader) exam, reader, density from label
                        where domain = :domain and exam = any(:exams) order by exam, reader, id desc
                        """, Object[].class)
                .setParameter("domain", domain)
                .setParameter("exams", exams.toArray(String[]::new))
                .getResultList();
        for (Object[] columns : rows) {
            current.put(
                    new ReaderOfExam((String) columns[0], (String) columns[1]), Density.valueOf((String) columns[2]));
        }
        return current;
    }

    private Set<String> known(String domain, Set<String> exams) {
        return Set.copyOf(database.createNativeQuery(
                        "select pseudonym from exam where domain = :domain and pseudonym = any(:exams)", String.class)
                .setParameter("domain", domain)
                .setParameter("exams", exams.toArray(String[]::new))
                .getResultList());
    }

    private void insert(String domain, List<Reading> changes) {
        if (changes.isEmpty()) {
            return;
        }
        database.createNativeMutationQuery("""
                        insert into label (domain, exam, reader, density)
                        select :domain, exam, reader, density
                        from unnest(:exams, :readers, :densities) with ordinality as new (exam, reader, density, place)
                        order by place
                        """)
                .setParameter("domain", domain)
                .setParameter("exams", column(changes, Reading::exam))
                .setParameter("readers", column(changes, Reading::reader))
                .setParameter(
                        "densities",
                        column(changes, reading -> reading.density().name()))
                .executeUpdate();
    }

    private static String[] column(List<Reading> readings, Function<Reading, String> value) {
        return readings.stream().map(value).toArray(String[]::new);
    }

    private record Reading(String exam, String reader, Density density) {}

    private record ReaderOfExam(String exam, String reader) {}
}
