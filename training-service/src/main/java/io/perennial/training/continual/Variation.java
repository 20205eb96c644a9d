package io.perennial.training.continual;

import io.perennial.artifact.Augmentation;
import java.util.SplittableRandom;

/**
 * One drawn variation of a square image: mirrored or not, turned and scaled about its centre, shifted. Black fills what
 * enters from outside.
 *
 * @param size edge of the image in pixels
 * @param shiftX to the right, in pixels; whole where nothing is turned or scaled
 * @param shiftY downwards, in pixels
 * @param rotation in radians
 * @param scale 1 leaves the size, 2 doubles it
 */
record Variation(int size, boolean mirrored, double shiftX, double shiftY, double rotation, double scale) {

    static Variation drawn(Augmentation augmentation, int size, SplittableRandom random) {
        boolean mirrored = augmentation.mirrored() && random.nextBoolean();
        int shift = (int) (size * augmentation.shift());
        int shiftX = random.nextInt(-shift, shift + 1);
        int shiftY = random.nextInt(-shift, shift + 1);
        if (!augmentation.interpolates()) {
            return new Variation(size, mirrored, shiftX, shiftY, 0, 1);
        }
        double rotation = Math.toRadians(augmentation.rotation()) * (2 * random.nextDouble() - 1);
        double scale = 1 + augmentation.scale() * (2 * random.nextDouble() - 1);
        return new Variation(size, mirrored, shiftX, shiftY, rotation, scale);
    }

    /** Writes the varied image into {@code target}, row by row from {@code offset} on; what stays black is left as it is. */
    void apply(float[] source, float[] target, int offset) {
        if (rotation == 0 && scale == 1) {
            shift(source, target, offset);
        } else {
            interpolate(source, target, offset);
        }
    }

    private void shift(float[] source, float[] target, int offset) {
        int dx = (int) shiftX;
        int dy = (int) shiftY;
        for (int y = Math.max(0, dy); y < Math.min(size, size + dy); y++) {
            for (int x = Math.max(0, dx); x < Math.min(size, size + dx); x++) {
                target[offset + y * size + x] = source[(y - dy) * size + column(x - dx)];
            }
        }
    }

    /** For each target pixel the point it comes from, and there the mean of the four pixels around, by distance. */
    private void interpolate(float[] source, float[] target, int offset) {
        double centre = (size - 1) / 2.0;
        double cos = Math.cos(rotation) / scale;
        double sin = Math.sin(rotation) / scale;
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                double u = x - centre - shiftX;
                double v = y - centre - shiftY;
                double fromX = cos * u + sin * v + centre;
                double fromY = cos * v - sin * u + centre;
                int left = (int) Math.floor(fromX);
                int top = (int) Math.floor(fromY);
                double right = fromX - left;
                double below = fromY - top;
                target[offset + y * size + x] = (float) ((1 - below)
                                * ((1 - right) * at(source, left, top) + right * at(source, left + 1, top))
                        + below * ((1 - right) * at(source, left, top + 1) + right * at(source, left + 1, top + 1)));
            }
        }
    }

    private double at(float[] source, int x, int y) {
        return x < 0 || y < 0 || x >= size || y >= size ? 0 : source[y * size + column(x)];
    }

    private int column(int x) {
        return mirrored ? size - 1 - x : x;
    }
}
