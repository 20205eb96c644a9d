package io.perennial.ingest.domain;

import io.perennial.mammography.Density;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * When a cohort is due: once enough labelled exams have come that no cohort has, or once the first of them has waited long
 * enough, whichever is first; and not before each density has its least number of labelled exams.
 *
 * @param newExams how many make it due; absent: their number does not
 * @param every how long the oldest of them waits at most, ISO 8601 such as {@code P30D}; absent: for ever
 * @param minimumPerClass how many labelled exams of each density the domain must have, those of earlier cohorts included;
 *     absent: 0
 */
public record Trigger(Optional<Integer> newExams, Optional<Duration> every, Optional<Integer> minimumPerClass) {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(3660);
    private static final int MOST = 1_000_000;

    public Trigger {
        if (newExams.isEmpty() && every.isEmpty()) {
            throw new IllegalArgumentException("trigger has newExams or every or both");
        }
        if (newExams.filter(number -> number < 1).isPresent()) {
            throw new IllegalArgumentException("trigger.newExams is 1 or more");
        }
        if (every.filter(time -> time.compareTo(SHORTEST) < 0 || time.compareTo(LONGEST) > 0)
                .isPresent()) {
            throw new IllegalArgumentException("trigger.every is a duration from PT1S to P3660D, such as P30D");
        }
        if (minimumPerClass.filter(number -> number < 0 || number > MOST).isPresent()) {
            throw new IllegalArgumentException("trigger.minimumPerClass is 0 to " + MOST);
        }
        minimumPerClass = minimumPerClass.filter(number -> number > 0);
        every = every.map(time -> Duration.ofSeconds(time.toSeconds()));
    }

    /** Due at a number of exams, and by nothing else. */
    public static Trigger at(int newExams) {
        return new Trigger(Optional.of(newExams), Optional.empty(), Optional.empty());
    }

    /**
     * Whether number or time make a cohort due, the least numbers aside.
     *
     * @param waiting labelled exams that no cohort has
     * @param oldest since when the first of them waits
     */
    public boolean isMet(int waiting, Optional<Instant> oldest, Instant now) {
        return newExams.filter(number -> waiting >= number).isPresent()
                || dueAt(oldest).filter(time -> !now.isBefore(time)).isPresent();
    }

    /** When time makes a cohort due, if it does. */
    public Optional<Instant> dueAt(Optional<Instant> oldest) {
        return oldest.flatMap(since -> every.map(since::plus));
    }

    /** How many more labelled exams it takes, if nothing but their number counts; at least one where time decides. */
    public int missing(int waiting) {
        return Math.max(0, newExams.orElse(1) - waiting);
    }

    /** How many more labelled exams of which densities it takes; densities of which there are enough are left out. */
    public Map<Density, Integer> missing(Map<Density, Integer> labelled) {
        Map<Density, Integer> missing = new EnumMap<>(Density.class);
        for (Density density : Density.values()) {
            int more = minimumPerClass.orElse(0) - labelled.getOrDefault(density, 0);
            if (more > 0) {
                missing.put(density, more);
            }
        }
        return missing;
    }
}
