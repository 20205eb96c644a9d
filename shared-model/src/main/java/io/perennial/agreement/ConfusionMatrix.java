package io.perennial.agreement;

import io.perennial.mammography.Density;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** How often each category was read as each: rows are the reference standard, columns the model's readings. Immutable. */
public final class ConfusionMatrix {

    /** 4 × 4. */
    public static final int CELLS = Density.CATEGORIES * Density.CATEGORIES;

    private final int[] cells; // cells[4 · truth + reading]

    private ConfusionMatrix(int[] cells) {
        this.cells = cells;
    }

    /** Of four rows of four counts, each 0 or more; all zero is the matrix of no image. */
    public static ConfusionMatrix of(int[][] rows) {
        if (rows.length != Density.CATEGORIES || Arrays.stream(rows).anyMatch(r -> r.length != Density.CATEGORIES)) {
            throw new IllegalArgumentException("a confusion matrix of densities is 4 × 4");
        }
        int[] cells = Arrays.stream(rows).flatMapToInt(Arrays::stream).toArray();
        if (Arrays.stream(cells).anyMatch(count -> count < 0)) {
            throw new IllegalArgumentException("a count is 0 or more: " + Arrays.deepToString(rows));
        }
        return new ConfusionMatrix(cells);
    }

    /** Of the sixteen counts from {@code offset} on, a row per true category; copied. */
    public static ConfusionMatrix ofCells(int[] cells, int offset) {
        return new ConfusionMatrix(Arrays.copyOfRange(cells, offset, offset + CELLS));
    }

    /** Images of this true category that were read as that one. */
    public int count(Density truth, Density reading) {
        return cells[Density.CATEGORIES * truth.rank() + reading.rank()];
    }

    /** All images. */
    public int total() {
        return Arrays.stream(cells).sum();
    }

    /** Images per true category; categories without images are there with 0. */
    public Map<Density, Integer> truths() {
        Map<Density, Integer> truths = new EnumMap<>(Density.class);
        for (Density truth : Density.values()) {
            truths.put(
                    truth,
                    Arrays.stream(Density.values())
                            .mapToInt(reading -> count(truth, reading))
                            .sum());
        }
        return truths;
    }

    /** The share of a category's images that were read as it; undefined if there is none. */
    public OptionalDouble recall(Density truth) {
        int images = truths().getOrDefault(truth, 0);
        return images == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) count(truth, truth) / images);
    }

    /** The counts, a row per true category A to D. */
    public List<List<Integer>> rows() {
        List<List<Integer>> rows = new ArrayList<>();
        for (Density truth : Density.values()) {
            rows.add(Arrays.stream(Density.values())
                    .map(reading -> count(truth, reading))
                    .toList());
        }
        return rows;
    }

    int[] cells() {
        return cells.clone();
    }
}
