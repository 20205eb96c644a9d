package io.perennial.ingest.inspection;

import io.perennial.artifact.Digest;
import io.perennial.event.MammogramReceived;
import io.perennial.mammography.Scanner;
import io.perennial.mammography.View;
import io.perennial.messaging.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.Session;

/** The images that wait for inspection, oldest first, and what becomes of them. */
@ApplicationScoped
class InspectionQueue {

    private final Session database;
    private final Outbox outbox;
    private final Exclusions exclusions;

    InspectionQueue(Session database, Outbox outbox, Exclusions exclusions) {
        this.database = database;
        this.outbox = outbox;
        this.exclusions = exclusions;
    }

    /** How many wait. */
    @Transactional
    long length() {
        return database.createNativeQuery("select count(*) from mammogram where not inspected", Long.class)
                .getSingleResult();
    }

    /** The oldest images that no other worker holds; nobody else gets them until the transaction ends. */
    @Transactional(TxType.MANDATORY)
    List<WaitingImage> claim(int most) {
        return database.createNativeQuery("""
                        select m.id, m.domain, e.pseudonym, m.digest, m.bytes, m.view, m.manufacturer, m.model,
                            array_to_string(m.findings, ' '), m.received_at
                        from mammogram m join exam e on e.id = m.exam
                        where not m.inspected order by m.id limit :most for no key update of m skip locked
                        """, Object[].class)
                .setParameter("most", most)
                .getResultStream()
                .map(InspectionQueue::waiting)
                .toList();
    }

    private static WaitingImage waiting(Object[] row) {
        String findings = (String) row[8];
        return new WaitingImage(
                ((Number) row[0]).longValue(),
                (String) row[1],
                (String) row[2],
                Digest.parse((String) row[3]),
                ((Number) row[4]).longValue(),
                Optional.ofNullable((String) row[5]).map(View::valueOf),
                new Scanner((String) row[6], (String) row[7]),
                findings.isEmpty() ? List.of() : List.of(findings.split(" ")),
                (Instant) row[9]);
    }

    /** How often the inspection of these images was begun by a process that did not live to end it; absent: never. */
    @Transactional(TxType.MANDATORY)
    Map<Long, Integer> tries(Collection<WaitingImage> images) {
        Map<Long, Integer> tries = new HashMap<>();
        database.createNativeQuery(
                        "select mammogram, tries from inspection_try where mammogram = any(:ids)", Object[].class)
                .setParameter("ids", ids(images))
                .getResultStream()
                .forEach(row -> tries.put(((Number) row[0]).longValue(), ((Number) row[1]).intValue()));
        return tries;
    }

    /** Remembers, whatever becomes of the caller's transaction, that the inspection of these images has begun. */
    @Transactional(TxType.REQUIRES_NEW)
    void begin(Collection<WaitingImage> images) {
        database.createNativeMutationQuery("""
                        insert into inspection_try (mammogram, tries) select id, 1 from unnest(:ids) as new (id) order by id
                        on conflict (mammogram) do update set tries = inspection_try.tries + 1
                        """).setParameter("ids", ids(images)).executeUpdate();
    }

    /** Takes the last {@link #begin} back: the process lives, and nothing was wrong with the images. */
    @Transactional(TxType.REQUIRES_NEW)
    void giveBack(Collection<WaitingImage> images) {
        database.createNativeMutationQuery("update inspection_try set tries = tries - 1 where mammogram = any(:ids)")
                .setParameter("ids", ids(images))
                .executeUpdate();
    }

    /** Makes known what was found, and tells of the images. */
    @Transactional(TxType.MANDATORY)
    void conclude(Collection<InspectedImage> inspected) {
        List<MammogramReceived> facts = new ArrayList<>();
        for (InspectedImage one : inspected) {
            facts.add(fact(one));
        }
        database.createNativeMutationQuery("""
                        update mammogram set inspected = true, findings = string_to_array(new.findings, ' '),
                            excluded = nullif(new.excluded, '')
                        from unnest(:ids, :findings, :excluded) as new (id, findings, excluded)
                        where mammogram.id = new.id
                        """)
                .setParameter(
                        "ids", inspected.stream().map(one -> one.image().id()).toArray(Long[]::new))
                .setParameter(
                        "findings",
                        inspected.stream()
                                .map(one -> String.join(" ", one.findings()))
                                .toArray(String[]::new))
                .setParameter(
                        "excluded",
                        facts.stream().map(fact -> fact.excluded().orElse("")).toArray(String[]::new))
                .executeUpdate();
        database.createNativeMutationQuery("delete from inspection_try where mammogram = any(:ids)")
                .setParameter(
                        "ids", inspected.stream().map(one -> one.image().id()).toArray(Long[]::new))
                .executeUpdate();
        outbox.tell(facts);
    }

    private MammogramReceived fact(InspectedImage one) {
        WaitingImage image = one.image();
        return new MammogramReceived(
                image.domain(),
                image.exam(),
                image.digest(),
                image.view(),
                image.scanner(),
                exclusions.reason(image.domain(), one.findings(), image.view()),
                image.receivedAt());
    }

    private static Long[] ids(Collection<WaitingImage> images) {
        return images.stream().map(WaitingImage::id).toArray(Long[]::new);
    }
}
