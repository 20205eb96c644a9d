package io.perennial.experiment.domain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What became of the files of a folder. Bears no identifier and no file name.
 *
 * @param files that were looked at
 * @param images that are used
 * @param exams that they are of
 * @param patients that they are of
 * @param leftOut files by the reason why they are not used
 * @param labelsWithoutImage exams that have a label but no image in use
 */
record Intake(int files, int images, int exams, int patients, Map<String, Integer> leftOut, int labelsWithoutImage) {

    private static final int MOST_REASONS = 8;

    Intake {
        leftOut = Map.copyOf(leftOut);
    }

    /** For people. */
    List<String> lines(String domain) {
        List<String> lines = new ArrayList<>();
        lines.add(domain + ": " + images + " images of " + exams + " exams and " + patients + " patients, from " + files
                + " files");
        List<Map.Entry<String, Integer>> reasons = leftOut.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
        reasons.stream()
                .limit(MOST_REASONS)
                .forEach(reason -> lines.add("  left out " + reason.getValue() + ": " + reason.getKey()));
        int others = reasons.stream()
                .skip(MOST_REASONS)
                .mapToInt(Map.Entry::getValue)
                .sum();
        if (others > 0) {
            lines.add("  left out " + others + " for other reasons");
        }
        if (labelsWithoutImage > 0) {
            lines.add("  " + labelsWithoutImage + " labelled exams have no usable image here");
        }
        return lines;
    }
}
