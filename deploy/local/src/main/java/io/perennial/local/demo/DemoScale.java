package io.perennial.local.demo;

import io.perennial.simulator.MatrixSize;
import java.util.Map;
import java.util.TreeMap;

/**
 * The sizes of the demonstration, all in one place; the recipes are in its change-control plan. A gate can only decide on
 * enough exams: with about 1400 in validation and in test, the paired standard error of a difference of kappa on the original
 * domain is about 0.004, well below the margin of 0.02. Hence a split ratio of its own for the original domain.
 *
 * @param originalExams exams, of four images each, that the scanners of the original domain send
 * @param targetExams exams that the new hospital sends
 * @param unseenExams exams of the new hospital that are never sent, only read, before and after the swap
 * @param matrix rows and columns of the simulated images
 * @param originalSplit training:validation:test
 * @param targetSplit training:validation:test
 * @param seed of the simulated hospitals
 */
public record DemoScale(
        int originalExams,
        int targetExams,
        int unseenExams,
        MatrixSize matrix,
        String originalSplit,
        String targetSplit,
        long seed) {

    public static final int ORIGINAL_EXAMS = 3600;
    public static final int TARGET_EXAMS = 600;
    public static final int IMAGE_SIZE = 48;

    private static final int UNSEEN_EXAMS = 40;
    private static final String ORIGINAL_SPLIT = "20:38:42";
    private static final String TARGET_SPLIT = "5:2:3";

    public DemoScale {
        if (originalExams < 40 || targetExams < 20) {
            throw new IllegalArgumentException("a demonstration needs 40 exams of the original domain and 20 of the new"
                    + " hospital at least, not " + originalExams + " and " + targetExams);
        }
    }

    /** The demonstration's own proportions with sizes of one's choice. */
    public static DemoScale of(int originalExams, int targetExams, MatrixSize matrix, long seed) {
        return new DemoScale(originalExams, targetExams, UNSEEN_EXAMS, matrix, ORIGINAL_SPLIT, TARGET_SPLIT, seed);
    }

    /** How the services are set up for it: a small network learns fast at a larger step size than the paper's. */
    public static Map<String, String> properties() {
        return new TreeMap<>(Map.of(
                "training.baseline.learning-rate", "2e-3",
                "training.baseline.epochs", "10",
                "training.baseline.batch-size", "32",
                "training.baseline.seed", "1",
                "training.fisher-samples", "200"));
    }
}
