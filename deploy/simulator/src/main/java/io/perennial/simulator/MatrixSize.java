package io.perennial.simulator;

/** The matrix of a simulated detector. */
public record MatrixSize(int rows, int columns) {

    /** Enough for a network that reads 48 or 64 pixels, and quick to make, send and store. */
    public static final MatrixSize SMALL = new MatrixSize(96, 72);

    /** A detector of 24 × 29 cm at 0.09 mm. */
    public static final MatrixSize FULL_FIELD = new MatrixSize(3328, 2560);

    public MatrixSize {
        if (rows < 16 || columns < 16 || rows > 8192 || columns > 8192) {
            throw new IllegalArgumentException(
                    "a simulated detector has 16 to 8192 rows and columns, not " + rows + " × " + columns);
        }
    }
}
