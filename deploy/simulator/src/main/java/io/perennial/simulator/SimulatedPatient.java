package io.perennial.simulator;

import java.util.List;

/**
 * A patient of a simulated hospital. Name and birth date are invented; they exist so that de-identification has something
 * to remove.
 *
 * @param id the hospital's own number for her
 * @param name in DICOM's form, {@code FAMILY^GIVEN}
 */
public record SimulatedPatient(int index, String id, String name, java.time.LocalDate born, List<SimulatedExam> exams) {

    public SimulatedPatient {
        exams = List.copyOf(exams);
    }
}
