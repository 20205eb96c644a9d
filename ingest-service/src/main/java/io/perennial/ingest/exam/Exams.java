package io.perennial.ingest.exam;

import io.perennial.artifact.Digest;
import io.perennial.event.ExamLabelled;
import io.perennial.mammography.Density;
import io.perennial.mammography.View;
import io.perennial.messaging.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.Session;

/** The exams and their images. Works on many images at once: a few statements a batch, whatever its size. */
@ApplicationScoped
public class Exams {

    private final Session database;
    private final Outbox outbox;
    private final Patients patients;

    Exams(Session database, Outbox outbox, Patients patients) {
        this.database = database;
        this.outbox = outbox;
        this.patients = patients;
    }

    /** Those of these instances that are stored already. */
    @Transactional
    public Map<String, StoredImage> stored(String domain, Collection<String> instances) {
        return database.createNativeQuery(
                        "select instance, digest, deidentified from mammogram"
                                + " where domain = :domain and instance = any(:instances)",
                        Object[].class)
                .setParameter("domain", domain)
                .setParameter("instances", instances.toArray(String[]::new))
                .getResultStream()
                .collect(Collectors.toMap(
                        row -> (String) row[0],
                        row -> new StoredImage(Digest.parse((String) row[1]), (Boolean) row[2])));
    }

    /**
     * Admits images whose objects are safe in the artifact store, and tells of the labels that waited for their exams. The
     * images themselves count, and are told of, once their pixels have been looked at.
     *
     * @param images of one domain; no two with the same instance
     * @return per instance, what became of it
     */
    @Transactional
    public Map<String, Admission> admit(String domain, Collection<ReceivedImage> images) {
        excludeLabelling(domain);
        patients.admit(domain, images.stream().map(ReceivedImage::patient).toList());
        Set<String> newExams = insertExams(domain, images);
        Map<String, Exam> exams = exams(domain, images);
        // everybody inserts in the order of the instances, so that no two transactions wait for each other
        Map<String, ReceivedImage> admissible = new TreeMap<>();
        for (ReceivedImage image : images) {
            if (image.patient().mayBe(exam(exams, image).patient())) {
                admissible.put(image.instance(), image);
            }
        }
        Set<String> inserted = insertImages(domain, admissible.values(), exams);
        outbox.tell(waitingLabels(domain, newExams));
        Map<String, StoredImage> kept = stored(domain, admissible.keySet());
        return images.stream()
                .collect(Collectors.toMap(ReceivedImage::instance, image -> admission(image, inserted, kept)));
    }

    private static Admission admission(ReceivedImage image, Set<String> inserted, Map<String, StoredImage> kept) {
        if (inserted.contains(image.instance())) {
            return Admission.STORED;
        }
        StoredImage first = kept.get(image.instance());
        return first == null ? Admission.OTHER_PATIENT : first.compare(image.digest());
    }

    /**
     * Until the transaction ends no labels come into this domain (they lock the same row for themselves), so that each
     * label of a new exam is either seen here or sees the exam. Images of several requests come in at the same time.
     */
    private void excludeLabelling(String domain) {
        var unused = database.createNativeQuery("select 1 from domain where id = :domain for share", Integer.class)
                .setParameter("domain", domain)
                .getSingleResult();
    }

    private Set<String> insertExams(String domain, Collection<ReceivedImage> images) {
        Map<String, ReceivedImage> firsts = new TreeMap<>();
        images.forEach(image -> firsts.putIfAbsent(image.exam(), image));
        return database.createNativeQuery("""
                        insert into exam (domain, pseudonym, patient, institution)
                        select :domain, pseudonym, patient, nullif(institution, '')
                        from unnest(:exams, :patients, :institutions) as new (pseudonym, patient, institution)
                        on conflict (domain, pseudonym) do nothing returning pseudonym
                        """, String.class)
                .setParameter("domain", domain)
                .setParameter("exams", column(firsts.values(), ReceivedImage::exam))
                .setParameter(
                        "patients",
                        column(firsts.values(), image -> image.patient().pseudonym()))
                .setParameter(
                        "institutions",
                        column(firsts.values(), image -> image.institution().orElse("")))
                .getResultStream()
                .collect(Collectors.toSet());
    }

    private Map<String, Exam> exams(String domain, Collection<ReceivedImage> images) {
        return database.createNativeQuery(
                        "select pseudonym, id, patient from exam where domain = :domain and pseudonym = any(:exams)",
                        Object[].class)
                .setParameter("domain", domain)
                .setParameter(
                        "exams",
                        images.stream().map(ReceivedImage::exam).distinct().toArray(String[]::new))
                .getResultStream()
                .collect(Collectors.toMap(
                        row -> (String) row[0], row -> new Exam(((Number) row[1]).longValue(), (String) row[2])));
    }

    private Set<String> insertImages(String domain, Collection<ReceivedImage> images, Map<String, Exam> exams) {
        if (images.isEmpty()) {
            return Set.of();
        }
        List<String> inserted = database.createNativeQuery("""
                        insert into mammogram
                            (domain, exam, instance, digest, bytes, view, manufacturer, model, findings)
                        select :domain, exam, instance, digest, bytes, nullif(view, ''), manufacturer, model,
                            string_to_array(findings, ' ')
                        from unnest(:exams, :instances, :digests, :bytes, :views, :manufacturers, :models, :findings)
                            as new (exam, instance, digest, bytes, view, manufacturer, model, findings)
                        on conflict (domain, instance) do nothing returning instance
                        """, String.class)
                .setParameter("domain", domain)
                .setParameter(
                        "exams",
                        images.stream().map(image -> exam(exams, image).id()).toArray(Long[]::new))
                .setParameter("instances", column(images, ReceivedImage::instance))
                .setParameter("digests", column(images, image -> image.digest().toString()))
                .setParameter("bytes", images.stream().map(ReceivedImage::bytes).toArray(Long[]::new))
                .setParameter(
                        "views",
                        column(images, image -> image.view().map(View::name).orElse("")))
                .setParameter(
                        "manufacturers", column(images, image -> image.scanner().manufacturer()))
                .setParameter("models", column(images, image -> image.scanner().model()))
                .setParameter("findings", column(images, image -> String.join(" ", image.findings())))
                .getResultList();
        return Set.copyOf(inserted);
    }

    /** The labels that came before these exams. */
    private List<ExamLabelled> waitingLabels(String domain, Set<String> exams) {
        if (exams.isEmpty()) {
            return List.of();
        }
        return database.createNativeQuery("""
                                select distinct on (exam) exam, density, reader, labelled_at from label
                                where domain = :domain and exam = any(:exams) order by exam, id desc
                                """, Object[].class)
                .setParameter("domain", domain)
                .setParameter("exams", exams.toArray(String[]::new))
                .getResultStream()
                .map(row -> new ExamLabelled(
                        domain, (String) row[0], Density.valueOf((String) row[1]), (String) row[2], (Instant) row[3]))
                .toList();
    }

    private static String[] column(Collection<ReceivedImage> images, Function<ReceivedImage, String> value) {
        return images.stream().map(value).toArray(String[]::new);
    }

    private static Exam exam(Map<String, Exam> exams, ReceivedImage image) {
        return Objects.requireNonNull(exams.get(image.exam()));
    }

    private record Exam(long id, String patient) {}
}
