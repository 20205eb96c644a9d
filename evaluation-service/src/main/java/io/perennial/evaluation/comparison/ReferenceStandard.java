package io.perennial.evaluation.comparison;

import io.perennial.artifact.CohortImage;
import io.perennial.mammography.Density;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the images of a held-out set show, according to their human readers, and which images share a patient. */
public final class ReferenceStandard {

    private final Density[] truths;
    private final int[] patientOf;
    private final int patients;
    private final int exams;

    private ReferenceStandard(Density[] truths, int[] patientOf, int patients, int exams) {
        this.truths = truths;
        this.patientOf = patientOf;
        this.patients = patients;
        this.exams = exams;
    }

    /** Of these images, in their order. */
    public static ReferenceStandard of(List<CohortImage> rows) {
        Map<String, Integer> patients = new HashMap<>();
        Density[] truths = new Density[rows.size()];
        int[] patientOf = new int[rows.size()];
        for (int i = 0; i < truths.length; i++) {
            truths[i] = rows.get(i).density();
            patientOf[i] = patients.computeIfAbsent(rows.get(i).patient(), patient -> patients.size());
        }
        int exams = (int) rows.stream().map(CohortImage::exam).distinct().count();
        return new ReferenceStandard(truths, patientOf, patients.size(), exams);
    }

    public int images() {
        return truths.length;
    }

    public int exams() {
        return exams;
    }

    public int patients() {
        return patients;
    }

    public Density truth(int image) {
        return truths[image];
    }

    /** The patient's number, 0 to {@link #patients()} − 1. */
    public int patientOf(int image) {
        return patientOf[image];
    }
}
