package io.perennial.ingest.domain;

import io.perennial.mammography.Density;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How far a domain is from its next cohort.
 *
 * @param missingExams more labelled exams that it takes by their number
 * @param missingPerClass more labelled exams that it takes of a density
 * @param dueAt when time makes it due, if none is missing of any density then
 * @param sentence all this for people
 */
record Outlook(int missingExams, Map<Density, Integer> missingPerClass, Optional<Instant> dueAt, String sentence) {

    /**
     * @param waiting labelled exams that no cohort has
     * @param oldest since when the first of them waits
     * @param labelled all labelled exams
     * @param isFirst whether the domain has no cohort yet
     */
    static Outlook of(
            Trigger trigger,
            int waiting,
            Optional<Instant> oldest,
            Map<Density, Integer> labelled,
            boolean isFirst,
            Instant now) {
        Map<Density, Integer> missing = trigger.missing(labelled);
        Optional<Instant> dueAt = trigger.dueAt(oldest);
        String cohort = isFirst ? "the first cohort" : "the next cohort";
        String sentence;
        if (trigger.isMet(waiting, oldest, now)) {
            sentence = missing.isEmpty()
                    ? "everything is there for " + cohort + ", which is being frozen"
                    : classes(missing, true) + " until " + cohort;
        } else if (trigger.newExams().isEmpty() && dueAt.isPresent()) {
            sentence = cohort + " is due at " + dueAt.get()
                    + (missing.isEmpty() ? "" : " and wants " + classes(missing, true));
        } else {
            String number = number(trigger, waiting, dueAt);
            sentence = missing.isEmpty()
                    ? number + " until " + cohort
                    : number + ", and " + classes(missing, false) + ", until " + cohort;
        }
        return new Outlook(trigger.missing(waiting), missing, dueAt, sentence);
    }

    private static String number(Trigger trigger, int waiting, Optional<Instant> dueAt) {
        int more = trigger.missing(waiting);
        String exams = more + " more labelled " + exams(more);
        if (trigger.newExams().isEmpty()) {
            return exams + " and " + words(trigger.every().orElseThrow()) + " from then on";
        }
        return exams + dueAt.map(time -> " (or waiting until " + time + ")").orElse("");
    }

    private static String classes(Map<Density, Integer> missing, boolean alone) {
        List<String> words = new ArrayList<>();
        new TreeMap<>(missing)
                .forEach((density, number) -> words.add(
                        number + " more" + (alone ? " labelled " + exams(number) : "") + " of density " + density));
        String last = words.remove(words.size() - 1);
        return words.isEmpty() ? last : String.join(", ", words) + " and " + last;
    }

    private static String exams(int number) {
        return number == 1 ? "exam" : "exams";
    }

    private static String words(Duration time) {
        return time.toSeconds() % Duration.ofDays(1).toSeconds() == 0 ? time.toDays() + " days" : time.toString();
    }
}
