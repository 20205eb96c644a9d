package io.perennial.simulator;

/** Bilinear interpolation of a small image at the pixels of a larger one. */
final class Enlargement {

    private final int[] upper;
    private final int[] left;
    private final float[] down;
    private final float[] right;
    private final int columns;
    private final int rowStep;
    private final int columnStep;

    Enlargement(int rows, int columns, int toRows, int toColumns) {
        this.columns = columns;
        this.upper = new int[toRows];
        this.down = new float[toRows];
        this.left = new int[toColumns];
        this.right = new float[toColumns];
        this.rowStep = rows > 1 ? columns : 0;
        this.columnStep = columns > 1 ? 1 : 0;
        place(rows, upper, down);
        place(columns, left, right);
    }

    float at(float[] small, int row, int column) {
        int i = upper[row] * columns + left[column];
        float across = right[column];
        float above = small[i] + across * (small[i + columnStep] - small[i]);
        float below = small[i + rowStep] + across * (small[i + rowStep + columnStep] - small[i + rowStep]);
        return above + down[row] * (below - above);
    }

    // pixel centres lie on pixel centres; beyond the outermost ones their value holds
    private static void place(int small, int[] index, float[] weight) {
        for (int i = 0; i < index.length; i++) {
            double position = Math.min(small - 1, Math.max(0, (i + 0.5) * small / index.length - 0.5));
            index[i] = Math.max(0, Math.min(small - 2, (int) position));
            weight[i] = (float) (position - index[i]);
        }
    }
}
