package io.perennial.network;

import io.perennial.network.ResNetSpec.Convolution;

/**
 * A BatchNorm layer whose input is watched: for each image and channel z = (m − μ)/√(σ² + ε), m the mean over all positions
 * of what the convolution before it gives.
 *
 * <p>The mean of a convolution's output is a convolution of the means of its input: with x the padded input,
 * m[o] = Σ w[o, c, i, j] · M[c, i, j], M[c, i, j] the mean of x[c, i + s·y, j + s·x] over the output's positions (y, x). So the
 * output itself, many channels wide, need not be looked at, and the network's own convolution can go on being computed in
 * one piece with what follows it. For a 1 × 1 convolution M is the mean of each input channel.
 *
 * @param edge of the images that the convolution is given
 */
record Watched(Convolution convolution, int edge) {

    /** Whether M is the plain mean of each channel. */
    boolean plain() {
        return convolution.kernel() == 1 && convolution.stride() == 1;
    }

    /** The edge of what the convolution gives. */
    int positions() {
        return convolution.edge(edge);
    }

    /** The padding below and to the right that its positions reach; the rest of {@link Convolution#padding} meets none. */
    int reachedPadding() {
        int left = (edge + 2 * convolution.padding() - convolution.kernel()) % convolution.stride();
        return convolution.padding() - left;
    }

    /** Row by row, (k, edge): row i takes the mean over all y of x[i + s·y], padding being zero. */
    float[] meansOfTaps() {
        int positions = positions();
        float[] means = new float[convolution.kernel() * edge];
        for (int i = 0; i < convolution.kernel(); i++) {
            for (int y = 0; y < positions; y++) {
                int x = i + convolution.stride() * y - convolution.padding();
                if (x >= 0 && x < edge) {
                    means[i * edge + x] = 1F / positions;
                }
            }
        }
        return means;
    }

    /** Channels of M; the grey image is looked at once, not three times. */
    int channels() {
        return grey() ? 1 : convolution.in();
    }

    /** Whether it sees the image itself, whose three channels are alike. */
    boolean grey() {
        return convolution.in() == 3;
    }
}
