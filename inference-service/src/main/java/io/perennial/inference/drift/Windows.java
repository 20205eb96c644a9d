package io.perennial.inference.drift;

import io.perennial.inference.reading.AnsweredExam;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The window under way of each domain. Domains are bounded in number, and what is no domain's name – it may be anything a sender
 * has written – is not kept. Safe for many threads.
 */
final class Windows {

    /** Where exams go whose domain is not said, no name, or one too many. */
    static final String UNKNOWN = "unknown";

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,63}"); // as ingest has it

    private final int exams;
    private final int domains;
    private final Optional<Set<String>> known;
    private final InstantSource clock;
    private final Map<String, Window> underWay = new LinkedHashMap<>();

    Windows(int exams, int domains, Optional<Set<String>> known, InstantSource clock) {
        if (exams < 2 || domains < 1) {
            throw new IllegalArgumentException(
                    "a window has 2 exams or more, of 1 domain or more, not " + exams + " of " + domains);
        }
        this.exams = exams;
        this.domains = domains;
        this.known = known;
        this.clock = clock;
    }

    /** Counts an exam. @return the window that it completes; nobody else has it any more */
    synchronized Optional<Window> add(AnsweredExam exam) {
        String domain = name(exam.domain());
        Window window = underWay.get(domain);
        if (window == null || !window.model().equals(exam.model().digest())) {
            window = new Window(domain, exam.model().digest(), clock.instant()); // another model is another yardstick
            underWay.put(domain, window);
        }
        window.add(exam);
        if (window.exams() < exams) {
            return Optional.empty();
        }
        underWay.put(domain, new Window(domain, window.model(), clock.instant()));
        return Optional.of(window);
    }

    /** Exams in the window under way, by domain. */
    synchronized Map<String, Integer> exams() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        underWay.forEach((domain, window) -> counts.put(domain, window.exams()));
        return counts;
    }

    private String name(Optional<String> said) {
        return said.filter(name -> NAME.matcher(name).matches())
                .filter(name -> known.isEmpty() || known.get().contains(name))
                .filter(name -> underWay.containsKey(name) || named() < domains)
                .orElse(UNKNOWN);
    }

    private long named() {
        return underWay.keySet().stream().filter(name -> !name.equals(UNKNOWN)).count();
    }
}
