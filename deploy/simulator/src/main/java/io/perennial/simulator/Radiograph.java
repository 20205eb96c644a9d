package io.perennial.simulator;

import io.perennial.mammography.Laterality;
import io.perennial.mammography.PixelMatrix;
import io.perennial.mammography.View;

/**
 * Takes the image of one view. Glandular tissue is where texture plus a prior for the middle of the breast exceeds the
 * quantile that makes it the wanted share of the breast's thickness; the scanner then shows it in its own way.
 *
 * <p>An image higher than {@value #FINEST_ROWS} rows is formed at that height and enlarged.
 */
final class Radiograph {

    private static final int FINEST_ROWS = 512;
    private static final int FINEST_GRAIN_ROWS = 96;
    private static final int QUANTILE_BINS = 1024;
    private static final int TONES = 4096;

    // brightness of tissue at full thickness, before the scanner's tone curve
    private static final float FAT = 0.30f;
    private static final float GLAND = 0.85f;
    private static final float MUSCLE = 0.66f;
    // how much the texture of fat, its fibres and vessels, varies its brightness
    private static final float FAT_STRUCTURE = 0.10f;
    // how strongly the dense part gathers behind the nipple, in standard deviations of the texture
    private static final float CENTRAL_PRIOR = 1.6f;
    // the width of the border between gland and fat, in the same unit
    private static final float BORDER = 0.9f;
    // the share of the muscle's width over which it thins out
    private static final float MUSCLE_BORDER = 0.25f;

    private final SimulatedScanner scanner;
    private final MatrixSize matrix;
    private final int rows;
    private final int columns;

    Radiograph(SimulatedScanner scanner, MatrixSize matrix) {
        this.scanner = scanner;
        this.matrix = matrix;
        this.rows = Math.min(matrix.rows(), FINEST_ROWS);
        this.columns = Math.max(1, Math.round(matrix.columns() * (rows / (float) matrix.rows())));
    }

    /** The side of the texture this image needs, a power of two. */
    int textureSide() {
        int longest = Math.max(rows, columns);
        return longest == 1 ? 1 : Integer.highestOneBit(longest - 1) * 2;
    }

    /**
     * The image of one view.
     *
     * @param texture a square of {@link #textureSide()}
     * @param denseFraction the dense share of the breast's area, weighted by thickness, 0 to 1
     * @param exposure brightness of the whole, about 1
     */
    PixelMatrix take(View view, Breast breast, float[] texture, double denseFraction, double exposure, Chance chance) {
        float[] thickness = new float[rows * columns];
        float[] structure = new float[rows * columns];
        lay(breast, texture, thickness, structure);
        float threshold = threshold(structure, thickness, denseFraction);
        float[] image = expose(breast, thickness, structure, threshold, (float) exposure);
        new GaussianBlur(scanner.appearance().blur() * rows / Appearance.REFERENCE_ROWS).apply(image, rows, columns);
        addNoise(image, chance);
        return store(image, view.laterality() == Laterality.R, chance);
    }

    // thickness, and texture (zero mean, unit deviation in the breast) plus the central prior
    private void lay(Breast breast, float[] texture, float[] thickness, float[] structure) {
        int side = textureSide();
        double sum = 0;
        double squares = 0;
        int inside = 0;
        for (int row = 0; row < rows; row++) {
            double y = (row + 0.5) / rows;
            for (int column = 0; column < columns; column++) {
                double x = (column + 0.5) / columns;
                double along = breast.along(x);
                double across = breast.across(x, y);
                double squaredRadius = Breast.squaredRadius(along, across);
                if (squaredRadius >= 1) {
                    continue;
                }
                int i = row * columns + column;
                thickness[i] = (float) Breast.thickness(squaredRadius);
                float value = texture[row * side + column];
                sum += value;
                squares += (double) value * value;
                inside++;
                double fromMiddle = (along - 0.45) * (along - 0.45) + across * across;
                structure[i] = (float) (1 - 2 * fromMiddle - 0.6 * squaredRadius * squaredRadius);
            }
        }
        double mean = sum / Math.max(1, inside);
        double deviation = Math.sqrt(Math.max(1e-12, squares / Math.max(1, inside) - mean * mean));
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int i = row * columns + column;
                if (thickness[i] > 0) {
                    float standard = (float) ((texture[row * side + column] - mean) / deviation);
                    structure[i] = CENTRAL_PRIOR * structure[i] + standard;
                }
            }
        }
    }

    // the value above which lies denseFraction of the thickness
    private static float threshold(float[] structure, float[] thickness, double denseFraction) {
        float low = Float.MAX_VALUE;
        float high = -Float.MAX_VALUE;
        for (int i = 0; i < structure.length; i++) {
            if (thickness[i] > 0) {
                low = Math.min(low, structure[i]);
                high = Math.max(high, structure[i]);
            }
        }
        float perBin = QUANTILE_BINS / Math.max(1e-6f, high - low);
        double[] weights = new double[QUANTILE_BINS + 1];
        double total = 0;
        for (int i = 0; i < structure.length; i++) {
            if (thickness[i] > 0) {
                weights[(int) ((structure[i] - low) * perBin)] += thickness[i];
                total += thickness[i];
            }
        }
        double above = 0;
        int bin = QUANTILE_BINS;
        while (bin > 0 && above + weights[bin] < denseFraction * total) {
            above += weights[bin--];
        }
        return low + bin / perBin;
    }

    private float[] expose(Breast breast, float[] thickness, float[] structure, float threshold, float exposure) {
        float glandOverFat = (float) ((GLAND - FAT) * scanner.appearance().contrast());
        float[] image = new float[rows * columns];
        for (int row = 0; row < rows; row++) {
            float y = (row + 0.5f) / rows;
            for (int column = 0; column < columns; column++) {
                int i = row * columns + column;
                float muscle = MUSCLE * smooth((float) breast.muscle((column + 0.5) / columns, y) / MUSCLE_BORDER);
                if (thickness[i] == 0 && muscle == 0) {
                    continue;
                }
                float over = structure[i] - threshold;
                float gland = smooth(over / BORDER + 0.5f) * (0.75f + 0.25f * smooth(0.4f * over));
                float fat = FAT * (1 + FAT_STRUCTURE * structure[i]);
                float tissue = thickness[i] * (fat + glandOverFat * gland);
                image[i] = exposure * Math.max(muscle, tissue);
            }
        }
        return image;
    }

    // quantum noise grows with the square root of the signal; air stays black
    private void addNoise(float[] image, Chance chance) {
        double noise = scanner.appearance().noise();
        int grainRows = Math.min(rows, FINEST_GRAIN_ROWS);
        int grainColumns = Math.max(1, columns * grainRows / rows);
        // so much that the mean over a pixel of the reference height has the stated deviation
        float deviation =
                (float) (noise * Math.max(1, Math.sqrt(grainRows * grainColumns) / Appearance.REFERENCE_ROWS));
        float[] grain = new float[grainRows * grainColumns];
        for (int i = 0; i < grain.length; i++) {
            grain[i] = deviation * chance.grain();
        }
        if (grainRows == rows && grainColumns == columns) {
            for (int i = 0; i < image.length; i++) {
                image[i] += grain[i] * (float) Math.sqrt(image[i]);
            }
        } else {
            Enlargement enlargement = new Enlargement(grainRows, grainColumns, rows, columns);
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < columns; column++) {
                    int i = row * columns + column;
                    image[i] += enlargement.at(grain, row, column) * (float) Math.sqrt(image[i]);
                }
            }
        }
    }

    private PixelMatrix store(float[] image, boolean mirrored, Chance chance) {
        int maximum = (1 << scanner.bitsStored()) - 1;
        float[] tones = new float[TONES + 1];
        for (int i = 0; i <= TONES; i++) {
            tones[i] = (float) scanner.appearance().tone(i / (double) TONES);
        }
        boolean enlarged = rows != matrix.rows() || columns != matrix.columns();
        Enlargement enlargement = new Enlargement(rows, columns, matrix.rows(), matrix.columns());
        char[] values = new char[matrix.rows() * matrix.columns()];
        for (int row = 0; row < matrix.rows(); row++) {
            for (int column = 0; column < matrix.columns(); column++) {
                float exposure = enlarged ? enlargement.at(image, row, column) : image[row * columns + column];
                if (enlarged && exposure > 0.01f) {
                    exposure += 0.01f * chance.grain(); // an enlarged image is as grainy as a real one
                }
                float position = Math.min(1, Math.max(0, exposure)) * TONES;
                int tone = Math.min(TONES - 1, (int) position);
                float shown = tones[tone] + (position - tone) * (tones[tone + 1] - tones[tone]);
                int value = (int) (shown * maximum + 0.5f);
                int target = mirrored ? matrix.columns() - 1 - column : column;
                values[row * matrix.columns() + target] = (char) (scanner.monochrome1() ? maximum - value : value);
            }
        }
        return new PixelMatrix(matrix.rows(), matrix.columns(), scanner.bitsStored(), scanner.monochrome1(), values);
    }

    // 0 below 0, 1 above 1, 3x² − 2x³ between
    private static float smooth(float x) {
        float t = Math.min(1, Math.max(0, x));
        return t * t * (3 - 2 * t);
    }
}
