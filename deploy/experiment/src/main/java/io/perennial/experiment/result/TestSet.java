package io.perennial.experiment.result;

import io.perennial.artifact.CohortImage;
import io.perennial.mammography.Density;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A test split: what its readers said, and which images share a patient.
 *
 * @param truths the density of each image
 * @param patientOf the number of each image's patient, from 0
 * @param patients how many there are
 * @param exams how many there are
 */
public record TestSet(List<Density> truths, List<Integer> patientOf, int patients, int exams) {

    public TestSet {
        truths = List.copyOf(truths);
        patientOf = List.copyOf(patientOf);
    }

    /** The test split of these images, in their order. */
    public static TestSet of(List<CohortImage> rows) {
        Map<String, Integer> patients = new HashMap<>();
        List<Integer> patientOf = rows.stream()
                .map(row -> patients.computeIfAbsent(row.patient(), any -> patients.size()))
                .toList();
        int exams = (int) rows.stream().map(CohortImage::exam).distinct().count();
        return new TestSet(rows.stream().map(CohortImage::density).toList(), patientOf, patients.size(), exams);
    }

    public int images() {
        return truths.size();
    }

    /** What a perfect reader would say. */
    public Readings perfect() {
        StringBuilder letters = new StringBuilder();
        truths.forEach(letters::append);
        return new Readings(letters.toString());
    }
}
