package io.perennial.evaluation.statistics;

import io.perennial.agreement.ConfusionMatrix;
import io.perennial.mammography.Density;
import java.util.Arrays;

/**
 * Two models' readings of the same images, counted per patient: how often which label met which two readings. Resampling
 * patients is then only adding up counts. Filled by one thread, then only read.
 */
public final class PairedCounts {

    private static final int K = Density.CATEGORIES;

    /** Cells of a joint count: 16 · label + 4 · reference's reading + candidate's reading. */
    static final int JOINT = K * K * K;

    private final int[] counts; // per patient, 64 cells
    private final int patients;

    /** Without any image yet; patients are numbered from 0. */
    public PairedCounts(int patients) {
        this.patients = patients;
        this.counts = new int[Math.multiplyExact(patients, JOINT)];
    }

    /** Counts one image. */
    public void add(int patient, Density truth, Density reference, Density candidate) {
        counts[JOINT * patient + K * K * truth.rank() + K * reference.rank() + candidate.rank()]++;
    }

    public int patients() {
        return patients;
    }

    /** The reference's matrix over all patients. */
    public ConfusionMatrix reference() {
        return ConfusionMatrix.ofCells(reference(total()), 0);
    }

    /** The candidate's matrix over all patients. */
    public ConfusionMatrix candidate() {
        return ConfusionMatrix.ofCells(candidate(total()), 0);
    }

    /** All images that were counted. */
    public int images() {
        return Arrays.stream(counts).sum();
    }

    int count(int patient, int cell) {
        return counts[JOINT * patient + cell];
    }

    /** The joint counts of all patients together. */
    int[] total() {
        int[] total = new int[JOINT];
        for (int i = 0; i < counts.length; i++) {
            total[i % JOINT] += counts[i];
        }
        return total;
    }

    static boolean isReferenceRight(int cell) {
        return cell / (K * K) == cell / K % K;
    }

    static boolean isCandidateRight(int cell) {
        return cell / (K * K) == cell % K;
    }

    /** The reference's sixteen counts of joint ones. */
    static int[] reference(int[] joint) {
        int[] cells = new int[K * K];
        for (int cell = 0; cell < JOINT; cell++) {
            cells[cell / K] += joint[cell]; // cell / 4 = 4 · label + reference
        }
        return cells;
    }

    /** The candidate's sixteen counts of joint ones. */
    static int[] candidate(int[] joint) {
        int[] cells = new int[K * K];
        for (int cell = 0; cell < JOINT; cell++) {
            cells[K * (cell / (K * K)) + cell % K] += joint[cell];
        }
        return cells;
    }
}
