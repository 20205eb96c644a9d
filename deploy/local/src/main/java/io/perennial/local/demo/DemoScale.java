package io.perennial.local.demo;

import io.perennial.simulator.MatrixSize;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * The sizes of the demonstration, all in one place; the recipes are in its change-control plan. A gate can only decide on
 * enough exams: with about 1400 in validation and in test, the paired standard error of a difference of kappa on the original
 * domain is about 0.004, well below the margin of 0.02. Hence a split ratio of its own for the original domain.
 *
 * @param originalExams exams, of four images each, that the scanners of the original domain send
 * @param arrivals the hospitals that come after it, in this order; at least one
 * @param unseenExams exams of each of them that are never sent, only read, before and after the swap
 * @param matrix rows and columns of the simulated images
 * @param originalSplit training:validation:test
 * @param seed of the simulated hospitals
 */
public record DemoScale(
        int originalExams,
        List<Arrival> arrivals,
        int unseenExams,
        MatrixSize matrix,
        String originalSplit,
        long seed) {

    public static final int ORIGINAL_EXAMS = 4800;
    public static final int IMAGE_SIZE = 48;

    private static final int UNSEEN_EXAMS = 40;
    // few to learn from, many to judge by: how far validation and test disagree by chance decides whether a
    // demonstration succeeds
    private static final String ORIGINAL_SPLIT = "15:40:45";

    public DemoScale {
        if (originalExams < 40) {
            throw new IllegalArgumentException(
                    "a demonstration needs 40 exams of the original domain at least, not " + originalExams);
        }
        arrivals = List.copyOf(arrivals);
    }

    /**
     * The demonstration's own proportions with sizes of one's choice.
     *
     * @param firstExams exams of the first new hospital; absent for the usual number
     */
    public static DemoScale of(int originalExams, int hospitals, OptionalInt firstExams, MatrixSize matrix, long seed) {
        int usual = hospitals == 1 ? Arrival.EXAMS : Arrival.EXAMS_TO_BE_REMEMBERED;
        List<Arrival> arrivals = Arrival.of(hospitals, firstExams.orElse(usual));
        return new DemoScale(originalExams, arrivals, UNSEEN_EXAMS, matrix, ORIGINAL_SPLIT, seed);
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
