package io.perennial.simulator;

/** Convolution with a Gaussian of the given standard deviation in pixels, cut off at three; edge pixels are repeated. */
final class GaussianBlur {

    private final float[] kernel;
    private final int radius;

    GaussianBlur(double deviation) {
        this.radius = (int) Math.ceil(3 * deviation);
        this.kernel = new float[2 * radius + 1];
        double sum = 0;
        double[] weights = new double[kernel.length];
        for (int i = 0; i < weights.length; i++) {
            double z = radius == 0 ? 0 : (i - radius) / deviation;
            weights[i] = StrictMath.exp(-0.5 * z * z);
            sum += weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            kernel[i] = (float) (weights[i] / sum);
        }
    }

    void apply(float[] image, int rows, int columns) {
        if (radius == 0) {
            return;
        }
        float[] padded = new float[columns + 2 * radius];
        for (int row = 0; row < rows; row++) {
            line(image, row * columns, 1, columns, padded);
        }
        padded = new float[rows + 2 * radius];
        for (int column = 0; column < columns; column++) {
            line(image, column, columns, rows, padded);
        }
    }

    private void line(float[] image, int start, int step, int length, float[] padded) {
        for (int i = 0; i < padded.length; i++) {
            padded[i] = image[start + step * Math.min(length - 1, Math.max(0, i - radius))];
        }
        for (int i = 0; i < length; i++) {
            float sum = 0;
            for (int k = 0; k < kernel.length; k++) {
                sum += kernel[k] * padded[i + k];
            }
            image[start + step * i] = sum;
        }
    }
}
