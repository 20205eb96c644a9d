package io.perennial.network;

import io.perennial.mammography.PixelMatrix;
import java.util.stream.IntStream;

/**
 * Resizing along one dimension: each target pixel is a weighted mean of source pixels, with a triangle that is as wide
 * as a target pixel when the image shrinks (no aliasing), and as a source pixel when it grows (linear interpolation).
 *
 * @see <a href="https://pillow.readthedocs.io/en/stable/handbook/concepts.html#filters">Pillow's BILINEAR filter, the same rule</a>
 */
final class Resampling {

    private static final int AT_ONCE = 4; // rows: an addition's result is there after about four cycles

    private final int[] first; // per target pixel, its first source pixel
    private final double[][] weights; // per target pixel, the weights from there on; each row sums to 1

    private Resampling(int[] first, double[][] weights) {
        this.first = first;
        this.weights = weights;
    }

    static Resampling of(int from, int to) {
        double scale = (double) from / to;
        double support = Math.max(scale, 1);
        int[] first = new int[to];
        double[][] weights = new double[to][];
        for (int target = 0; target < to; target++) {
            double centre = (target + 0.5) * scale;
            int begin = Math.max(0, (int) Math.round(centre - support));
            int end = Math.min(from, (int) Math.round(centre + support));
            double[] row = new double[end - begin];
            double sum = 0;
            for (int source = begin; source < end; source++) {
                row[source - begin] = Math.max(0, 1 - Math.abs((source + 0.5 - centre) / support));
                sum += row[source - begin];
            }
            for (int i = 0; i < row.length; i++) {
                row[i] /= sum;
            }
            first[target] = begin;
            weights[target] = row;
        }
        return new Resampling(first, weights);
    }

    /** Resizes every row of the image: (rows, columns) to (rows, targets). */
    double[] rows(PixelMatrix image) {
        double[] resized = new double[Math.multiplyExact(image.rows(), first.length)];
        int whole = image.rows() / AT_ONCE;
        IntStream.range(0, whole).parallel().forEach(i -> fourRows(image, i * AT_ONCE, resized));
        for (int y = whole * AT_ONCE; y < image.rows(); y++) {
            row(image, y, resized);
        }
        return resized;
    }

    /** The same sums in the same order as row by row; the processor adds to one while the others' additions are under way. */
    private void fourRows(PixelMatrix image, int y, double[] resized) {
        char[] values = image.values();
        int columns = image.columns();
        for (int x = 0; x < first.length; x++) {
            int source = y * columns + first[x];
            double a = 0;
            double b = 0;
            double c = 0;
            double d = 0;
            for (double weight : weights[x]) {
                a += weight * values[source];
                b += weight * values[source + columns];
                c += weight * values[source + 2 * columns];
                d += weight * values[source + 3 * columns];
                source++;
            }
            int target = y * first.length + x;
            resized[target] = a;
            resized[target + first.length] = b;
            resized[target + 2 * first.length] = c;
            resized[target + 3 * first.length] = d;
        }
    }

    private void row(PixelMatrix image, int y, double[] resized) {
        char[] values = image.values();
        for (int x = 0; x < first.length; x++) {
            int source = y * image.columns() + first[x];
            double sum = 0;
            for (double weight : weights[x]) {
                sum += weight * values[source++];
            }
            resized[y * first.length + x] = sum;
        }
    }

    /** Resizes every column: (rows, width) to (targets, width). */
    double[] columns(double[] values, int width) {
        double[] resized = new double[Math.multiplyExact(first.length, width)];
        for (int y = 0; y < first.length; y++) {
            for (int i = 0; i < weights[y].length; i++) {
                double weight = weights[y][i];
                int source = (first[y] + i) * width;
                for (int x = 0; x < width; x++) {
                    resized[y * width + x] += weight * values[source + x];
                }
            }
        }
        return resized;
    }
}
