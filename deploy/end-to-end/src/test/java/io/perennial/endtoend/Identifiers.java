package io.perennial.endtoend;

import io.perennial.simulator.SimulatedExam;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What would identify a simulated patient: her name, her number at the hospital, the UIDs of her studies. */
final class Identifiers {

    private final Set<String> known = ConcurrentHashMap.newKeySet();

    void add(Collection<SimulatedExam> exams) {
        for (SimulatedExam exam : exams) {
            String name = exam.person().name();
            known.add(name);
            known.add(name.substring(0, name.indexOf('^'))); // all are capitals that no other word here is
            known.add(exam.person().id());
            known.add(exam.studyInstanceUid());
        }
    }

    /** One that the text holds. */
    Optional<String> in(String text) {
        return known.stream().filter(text::contains).findFirst();
    }

    int count() {
        return known.size();
    }
}
