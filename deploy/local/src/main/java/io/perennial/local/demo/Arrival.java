package io.perennial.local.demo;

import io.perennial.simulator.SimulatedDomain;
import java.util.List;

/**
 * A hospital that will come to the demonstration.
 *
 * @param exams that it sends, of four images each
 * @param split training:validation:test
 * @param introduction what is known of it before anything is learned, to be followed by the number of exams
 */
record Arrival(SimulatedDomain domain, int exams, String split, String introduction) {

    /** How many hospitals there are at most. */
    static final int MOST = 4;

    /** Exams of the one new hospital, where it stays the only one. */
    static final int EXAMS = 600;

    /**
     * Exams of the first new hospital, where others follow: they may learn only what leaves its reading as good as it was,
     * and that takes many exams to show. With about 800 in test and 700 in validation the paired standard error of a
     * difference of kappa there is about 0.006, well below the margin of 0.02.
     */
    static final int EXAMS_TO_BE_REMEMBERED = 1800;

    private static final String SPLIT = "5:2:3";
    private static final String SPLIT_TO_BE_REMEMBERED =
            "17:38:45"; // it learns from as many as where it is the only one
    private static final int VILLAGE_EXAMS = 150; // about 45 in test, and the plan asks for 100

    Arrival {
        if (exams < 20) {
            throw new IllegalArgumentException(
                    "a demonstration needs 20 exams of " + domain.name() + " at least, not " + exams);
        }
    }

    /** So many, one after the other; the first with these exams. */
    static List<Arrival> of(int hospitals, int firstExams) {
        if (hospitals < 1 || hospitals > MOST) {
            throw new IllegalArgumentException("--hospitals is a number from 1 to " + MOST + ", not " + hospitals);
        }
        return List.of(
                        new Arrival(
                                SimulatedDomain.newHospital(),
                                firstExams,
                                hospitals == 1 ? SPLIT : SPLIT_TO_BE_REMEMBERED,
                                "A new hospital: a scanner that the model has never seen"),
                        new Arrival(
                                SimulatedDomain.southHospital(),
                                EXAMS,
                                SPLIT,
                                "The next, South hospital: a scanner of a similar kind, whose images are grainier still"),
                        new Arrival(
                                SimulatedDomain.village(),
                                VILLAGE_EXAMS,
                                SPLIT,
                                "Then Village clinic: a small place with a scanner of its own"),
                        new Arrival(
                                SimulatedDomain.riverside(),
                                EXAMS,
                                SPLIT,
                                "Then Riverside hospital: tones as in the original domain, but very grainy"))
                .subList(0, hospitals);
    }
}
