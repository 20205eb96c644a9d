package io.perennial.ingest.exam;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hibernate.Session;

/**
 * The patients, and where each falls when they are shared out. A new one with the name, birth date and sex of one whom the
 * domain knows falls where she fell, so that a woman who has been to two institutions lies in one split; the first of them
 * decides.
 *
 * <p>Whoever writes here does so in the order of the keys, patients before persons, so that no two transactions wait for
 * each other; the second of two with the same key waits for the first and then finds her row.
 */
@ApplicationScoped
class Patients {

    // a placeholder that an archive writes in place of names must not put all its patients into one split
    private static final int MOST_NUMBERS = 5;

    private final Session database;
    private final Pseudonyms pseudonyms;

    Patients(Session database, Pseudonyms pseudonyms) {
        this.database = database;
        this.pseudonyms = pseudonyms;
    }

    /** Makes these patients known, in the caller's transaction. */
    void admit(String domain, Collection<PatientIdentity> identities) {
        SortedMap<String, Optional<String>> patients = new TreeMap<>(); // demographics by pseudonym
        identities.forEach(one ->
                patients.merge(one.pseudonym(), one.demographics(), (first, next) -> first.isPresent() ? first : next));
        Set<String> fresh = insert(domain, patients.keySet());
        Map<String, Double> points = points(domain, patients.keySet());
        fresh.forEach(patient -> points.put(patient, pseudonyms.point(domain, patient)));
        Map<String, Double> taken = takeOver(domain, patients, fresh, points);
        patients.forEach(
                (patient, demographics) -> demographics.map(taken::get).ifPresent(point -> points.put(patient, point)));
        points.keySet().retainAll(fresh);
        place(domain, points);
    }

    private Set<String> insert(String domain, Set<String> patients) {
        return database.createNativeQuery("""
                        insert into patient (domain, pseudonym) select :domain, pseudonym from unnest(:patients) as new (pseudonym)
                        order by pseudonym collate "C" on conflict (domain, pseudonym) do nothing returning pseudonym
                        """, String.class)
                .setParameter("domain", domain)
                .setParameter("patients", patients.toArray(String[]::new))
                .getResultStream()
                .collect(Collectors.toSet());
    }

    private Map<String, Double> points(String domain, Set<String> patients) {
        Map<String, Double> points = new HashMap<>();
        database.createNativeQuery("""
                        select pseudonym, split_point from patient
                        where domain = :domain and pseudonym = any(:patients) and split_point is not null
                        """, Object[].class)
                .setParameter("domain", domain)
                .setParameter("patients", patients.toArray(String[]::new))
                .getResultStream()
                .forEach(row -> points.put((String) row[0], (Double) row[1]));
        return points;
    }

    /** By demographics, where the fresh patients among these fall; of a placeholder there is none. */
    private Map<String, Double> takeOver(
            String domain,
            SortedMap<String, Optional<String>> patients,
            Set<String> fresh,
            Map<String, Double> points) {
        SortedMap<String, Double> first = new TreeMap<>();
        Map<String, Integer> numbers = new HashMap<>();
        patients.forEach((patient, demographics) -> demographics.ifPresent(person -> {
            // whoever has a place already goes before those who have not
            Double point = Objects.requireNonNull(points.get(patient));
            if (fresh.contains(patient)) {
                first.putIfAbsent(person, point);
            } else {
                first.put(person, point);
            }
            numbers.merge(person, fresh.contains(patient) ? 1 : 0, Integer::sum);
        }));
        Map<String, Double> taken = new HashMap<>();
        database.createNativeQuery("""
                        insert into person (domain, demographics, split_point, patients)
                        select :domain, demographics, point, patients
                        from unnest(:persons, :points, :numbers) as new (demographics, point, patients)
                        order by demographics collate "C"
                        on conflict (domain, demographics) do update set patients = person.patients + excluded.patients
                        where excluded.patients > 0
                        returning demographics, split_point, patients
                        """, Object[].class)
                .setParameter("domain", domain)
                .setParameter("persons", first.keySet().toArray(String[]::new))
                .setParameter("points", first.values().toArray(Double[]::new))
                .setParameter(
                        "numbers", first.keySet().stream().map(numbers::get).toArray(Integer[]::new))
                .getResultStream()
                .filter(row -> ((Number) row[2]).intValue() <= MOST_NUMBERS)
                .forEach(row -> taken.put((String) row[0], (Double) row[1]));
        return taken;
    }

    private void place(String domain, Map<String, Double> points) {
        if (points.isEmpty()) {
            return;
        }
        Map<String, Double> sorted = new TreeMap<>(points);
        database.createNativeMutationQuery("""
                        update patient set split_point = new.point
                        from unnest(:patients, :points) as new (pseudonym, point)
                        where patient.domain = :domain and patient.pseudonym = new.pseudonym
                        """)
                .setParameter("domain", domain)
                .setParameter("patients", sorted.keySet().toArray(String[]::new))
                .setParameter("points", sorted.values().toArray(Double[]::new))
                .executeUpdate();
    }
}
