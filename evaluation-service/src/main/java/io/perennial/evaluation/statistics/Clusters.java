package io.perennial.evaluation.statistics;

import static io.perennial.evaluation.statistics.PairedCounts.JOINT;

import io.perennial.mammography.Density;
import java.util.Arrays;
import java.util.SplittableRandom;

/** The patients of a comparison, each with the few joint cells she has images in, ready to be drawn again and again. */
final class Clusters {

    private final int[] begin; // first entry of each patient, and the end of the last
    private final int[] cells;
    private final int[] counts;
    private final int[] total;

    Clusters(PairedCounts paired) {
        this.total = paired.total();
        this.begin = new int[paired.patients() + 1];
        int[] cellsSoFar = new int[Arrays.stream(total).sum()]; // no patient has more cells than images
        int[] countsSoFar = new int[cellsSoFar.length];
        int entries = 0;
        for (int patient = 0; patient < paired.patients(); patient++) {
            for (int cell = 0; cell < JOINT; cell++) {
                if (paired.count(patient, cell) > 0) {
                    cellsSoFar[entries] = cell;
                    countsSoFar[entries++] = paired.count(patient, cell);
                }
            }
            begin[patient + 1] = entries;
        }
        this.cells = Arrays.copyOf(cellsSoFar, entries);
        this.counts = Arrays.copyOf(countsSoFar, entries);
    }

    int patients() {
        return begin.length - 1;
    }

    /** The difference over all patients, see {@link #difference}. */
    double observed() {
        return difference(total);
    }

    /** The difference over as many patients drawn with replacement, see {@link #difference}. */
    double resampled(SplittableRandom random) {
        int[] joint = new int[JOINT];
        for (int drawn = 0; drawn < patients(); drawn++) {
            add(joint, random.nextInt(patients()), 1);
        }
        return difference(joint);
    }

    /** The difference over all patients but this one, see {@link #difference}. */
    double without(int patient) {
        int[] joint = total.clone();
        add(joint, patient, -1);
        return difference(joint);
    }

    private void add(int[] joint, int patient, int sign) {
        for (int entry = begin[patient]; entry < begin[patient + 1]; entry++) {
            joint[cells[entry]] += sign * counts[entry];
        }
    }

    /** κ(candidate) − κ(reference); NaN where a kappa is undefined or all labels are in one category. */
    private static double difference(int[] joint) {
        return hasOneTruth(joint)
                ? Double.NaN
                : LinearlyWeightedKappa.LINEAR.ofCells(PairedCounts.candidate(joint), 0)
                        - LinearlyWeightedKappa.LINEAR.ofCells(PairedCounts.reference(joint), 0);
    }

    private static boolean hasOneTruth(int[] joint) {
        int seen = 0;
        int cellsOfTruth = JOINT / Density.CATEGORIES;
        for (int truth = 0; truth < Density.CATEGORIES; truth++) {
            boolean any = false;
            for (int cell = truth * cellsOfTruth; cell < (truth + 1) * cellsOfTruth; cell++) {
                any |= joint[cell] > 0;
            }
            seen += any ? 1 : 0;
        }
        return seen < 2;
    }
}
