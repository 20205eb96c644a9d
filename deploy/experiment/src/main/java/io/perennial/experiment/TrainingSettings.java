package io.perennial.experiment;

import io.perennial.network.ResNetSpec;

/**
 * How the arms are trained; the same for all, but for what an arm is about.
 *
 * @param network a name of {@link ResNetSpec}
 * @param imageSize edge of the images it reads, in pixels
 * @param baseline how O only, and O and T together, are trained
 * @param fineTuning how O only is fine-tuned, whatever learns, as in the paper
 * @param batchSize images per step
 * @param fisherSamples training images of O that the Fisher diagonal averages over, at most
 * @param threads of the numeric library
 */
public record TrainingSettings(
        String network,
        int imageSize,
        Schedule baseline,
        Schedule fineTuning,
        int batchSize,
        int fisherSamples,
        int threads) {

    /**
     * How long and how fast.
     *
     * @param learningRate Adam's first step size; it falls to 0 as a cosine
     * @param epochs passes over the training images; the one with the lowest validation loss is kept
     */
    public record Schedule(double learningRate, int epochs) {
        public Schedule {
            if (!(learningRate > 0) || Double.isInfinite(learningRate) || epochs < 1) {
                throw new IllegalArgumentException("nothing is learned in " + epochs
                        + " epochs with a learning rate of " + learningRate + ": both are positive");
            }
        }
    }

    public TrainingSettings {
        if (batchSize < 1 || fisherSamples < 1 || threads < 1) {
            throw new IllegalArgumentException("batch size " + batchSize + ", Fisher samples " + fisherSamples
                    + " and threads " + threads + " are 1 or more");
        }
        var unused = ResNetSpec.named(network, imageSize); // says so if there is none
    }

    public ResNetSpec spec() {
        return ResNetSpec.named(network, imageSize);
    }
}
