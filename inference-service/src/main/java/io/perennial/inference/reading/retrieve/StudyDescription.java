package io.perennial.inference.reading.retrieve;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.dicom.Mammogram;
import io.perennial.mammography.View;
import io.perennial.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a study holds, as its archive describes it in the DICOM JSON Model (PS3.18, annex F). */
record StudyDescription(List<Instance> instances) {

    /**
     * One object of the study.
     *
     * @param readable whether it is a mammogram for presentation in a standard view
     */
    record Instance(String series, String uid, boolean readable) {

        @Override
        public String toString() {
            return "an instance";
        }
    }

    private static final String UID = "[0-9.]{1,64}";

    /** Understands a description; an object without UIDs is passed over. */
    static StudyDescription of(JsonNode datasets) {
        List<Instance> instances = new ArrayList<>();
        for (JsonNode dataset : datasets) {
            Instance instance = new Instance(text(dataset, "0020000E"), text(dataset, "00080018"), readable(dataset));
            if (instance.series().matches(UID) && instance.uid().matches(UID)) {
                instances.add(instance);
            }
        }
        return new StudyDescription(instances);
    }

    /**
     * What of it is to be read: what the reference names, or every mammogram.
     *
     * @throws ProblemException 422 if the study lacks a named one, or holds no mammogram
     */
    List<Instance> chosen(ExamReference exam) {
        if (exam.instances().isEmpty()) {
            List<Instance> mammograms =
                    instances.stream().filter(Instance::readable).toList();
            if (mammograms.isEmpty()) {
                throw new ProblemException(
                        422,
                        "the study holds no Digital Mammography X-Ray Image - For Presentation in a CC or MLO view");
            }
            return mammograms;
        }
        Set<String> wanted = new TreeSet<>(exam.instances());
        List<Instance> named = instances.stream()
                .filter(instance -> wanted.contains(instance.uid()))
                .toList();
        if (named.size() != wanted.size()) {
            throw new ProblemException(422, "the study lacks an instance that the request names");
        }
        return named;
    }

    private static boolean readable(JsonNode dataset) {
        String laterality = text(dataset, "00200062");
        return text(dataset, "00080016").equals(Mammogram.FOR_PRESENTATION)
                && text(dataset, "00080060").equals("MG")
                && View.of(laterality.isEmpty() ? text(dataset, "00200060") : laterality, text(dataset, "00185101"))
                        .isPresent();
    }

    private static String text(JsonNode dataset, String tag) {
        return dataset.path(tag).path("Value").path(0).asText("").strip();
    }
}
