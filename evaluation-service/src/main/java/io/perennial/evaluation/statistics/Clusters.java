package io.perennial.evaluation.statistics;

import static io.perennial.evaluation.statistics.PairedCounts.JOINT;

import io.perennial.agreement.LinearlyWeightedKappa;
import io.perennial.mammography.Density;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The patients of a comparison, ready to be drawn again and again. Patients whose images came out alike – the same counts in
 * the same joint cells – are one profile: drawing is then adding one to a profile's number, and all cells are added up once
 * a draw, profile by profile. The distribution is that of drawing patients.
 */
final class Clusters {

    private final int[] profileOf; // of each patient
    private final int[] patientsOf; // of each profile
    private final int[][] cells; // of each profile, the joint cells it has images in
    private final int[][] counts; // and how many
    private final int[] total;

    Clusters(PairedCounts paired) {
        this.total = paired.total();
        this.profileOf = new int[paired.patients()];
        Map<List<Integer>, Integer> known = new HashMap<>(); // cell and count by turns → profile
        List<List<Integer>> profiles = new ArrayList<>();
        for (int patient = 0; patient < paired.patients(); patient++) {
            List<Integer> profile = profile(paired, patient);
            Integer number = known.putIfAbsent(profile, profiles.size());
            if (number == null) {
                profiles.add(profile);
            }
            profileOf[patient] = number == null ? profiles.size() - 1 : number;
        }
        this.patientsOf = new int[profiles.size()];
        for (int profile : profileOf) {
            patientsOf[profile]++;
        }
        this.cells = new int[profiles.size()][];
        this.counts = new int[profiles.size()][];
        for (int i = 0; i < profiles.size(); i++) {
            List<Integer> profile = profiles.get(i);
            cells[i] = new int[profile.size() / 2];
            counts[i] = new int[profile.size() / 2];
            for (int entry = 0; entry < cells[i].length; entry++) {
                cells[i][entry] = profile.get(2 * entry);
                counts[i][entry] = profile.get(2 * entry + 1);
            }
        }
    }

    private static List<Integer> profile(PairedCounts paired, int patient) {
        List<Integer> profile = new ArrayList<>();
        for (int cell = 0; cell < JOINT; cell++) {
            int count = paired.count(patient, cell);
            if (count > 0) {
                profile.add(cell);
                profile.add(count);
            }
        }
        return profile;
    }

    int patients() {
        return profileOf.length;
    }

    int profiles() {
        return patientsOf.length;
    }

    /** How many patients have this profile. */
    int patientsOf(int profile) {
        return patientsOf[profile];
    }

    /** The difference over all patients, see {@link #difference}. */
    double observed() {
        return difference(total);
    }

    /** The difference over as many patients drawn with replacement, see {@link #difference}. */
    double resampled(SplittableRandom random) {
        int[] drawn = new int[profiles()];
        for (int draw = 0; draw < profileOf.length; draw++) {
            drawn[profileOf[random.nextInt(profileOf.length)]]++;
        }
        int[] joint = new int[JOINT];
        for (int profile = 0; profile < drawn.length; profile++) {
            add(joint, profile, drawn[profile]);
        }
        return difference(joint);
    }

    /** The difference over all patients but one of this profile, see {@link #difference}. */
    double without(int profile) {
        int[] joint = total.clone();
        add(joint, profile, -1);
        return difference(joint);
    }

    private void add(int[] joint, int profile, int times) {
        for (int entry = 0; entry < cells[profile].length; entry++) {
            joint[cells[profile][entry]] += times * counts[profile][entry];
        }
    }

    /** κ(candidate) − κ(reference); NaN where a kappa is undefined or all labels are in one category. */
    private static double difference(int[] joint) {
        return hasOneTruth(joint)
                ? Double.NaN
                : LinearlyWeightedKappa.ofCells(PairedCounts.candidate(joint), 0)
                        - LinearlyWeightedKappa.ofCells(PairedCounts.reference(joint), 0);
    }

    private static boolean hasOneTruth(int[] joint) {
        int cellsOfTruth = JOINT / Density.CATEGORIES;
        int seen = 0;
        for (int truth = 0; truth < Density.CATEGORIES; truth++) {
            seen += Arrays.stream(joint, truth * cellsOfTruth, (truth + 1) * cellsOfTruth)
                                    .sum()
                            > 0
                    ? 1
                    : 0;
        }
        return seen < 2;
    }
}
