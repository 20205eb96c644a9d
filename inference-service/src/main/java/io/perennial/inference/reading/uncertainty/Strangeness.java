package io.perennial.inference.reading.uncertainty;

import io.perennial.inference.swap.LayerInput;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * How unlike the original data an image is, to the network: the mean of z² over all channels of the watched BatchNorm layers
 * ({@link LayerInput}). A channel's running variance counts what varies within images and between them, and z is made of an
 * image's mean alone; so over original images the score's mean is at most 1, by the law of total variance.
 *
 * <p>It cannot be negative, so by Markov's inequality at most one original image in t reaches t, whatever the distribution.
 */
public final class Strangeness {

    private static final double MOST = 1e6; // a channel whose running variance is nearly zero has no bound; JSON has

    private Strangeness() {}

    /**
     * The score of each image.
     *
     * @param layers of n images each; NaN is no channel
     * @param n how many images were read
     * @return n scores, 0 to a million; empty where no channel is watched
     */
    public static List<OptionalDouble> of(List<LayerInput> layers, int n) {
        return IntStream.range(0, n).mapToObj(image -> score(layers, image)).toList();
    }

    private static OptionalDouble score(List<LayerInput> layers, int image) {
        double sum = 0;
        int channels = 0;
        for (LayerInput layer : layers) {
            for (float z : layer.z()[image]) {
                if (!Float.isNaN(z)) {
                    sum += (double) z * z;
                    channels++;
                }
            }
        }
        return channels == 0 ? OptionalDouble.empty() : OptionalDouble.of(Math.min(sum / channels, MOST));
    }
}
