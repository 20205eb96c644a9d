package io.perennial.simulator;

import java.util.List;

/** A patient of a simulated hospital and the exams she came for, the earliest first. */
public record SimulatedPatient(int index, Person person, List<SimulatedExam> exams) {

    public SimulatedPatient {
        exams = List.copyOf(exams);
    }
}
