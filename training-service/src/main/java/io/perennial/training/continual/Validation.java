package io.perennial.training.continual;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.perennial.agreement.ConfusionMatrix;
import io.perennial.agreement.LinearlyWeightedKappa;
import io.perennial.artifact.LabelledImages;
import io.perennial.mammography.Density;
import io.perennial.mammography.DensityProbabilities;
import io.perennial.network.Network;
import io.perennial.network.Weights;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * What the weights are worth on the validation images, without penalty or augmentation.
 *
 * @param loss mean cross-entropy; NaN if there are no images
 * @param kappa linear; undefined if there are no images, all are in one category, or an answer is not finite
 */
record Validation(double loss, OptionalDouble kappa) {

    private static final int BATCH = 128;

    static Validation of(Network network, Weights weights, LabelledImages images) {
        double sum = 0;
        int[][] counts = new int[Density.CATEGORIES][Density.CATEGORIES];
        for (int from = 0; from < images.size(); from += BATCH) {
            int[] indices =
                    IntStream.range(from, Math.min(from + BATCH, images.size())).toArray();
            try (NDManager scope = NDManager.newBaseManager(weights.device(), "PyTorch")) {
                Minibatch batch = PreparedImages.plain(images, indices).in(scope, 0, indices.length);
                NDArray logits = network.logits(scope, batch.grey(), weights); // (N, 4)
                double loss = batch.crossEntropy(logits).getFloat();
                sum += loss * indices.length;
                if (Double.isFinite(loss)) {
                    count(logits.toFloatArray(), images, from, counts);
                }
            }
        }
        double loss = sum / images.size();
        return new Validation(
                loss,
                Double.isFinite(loss) ? LinearlyWeightedKappa.of(ConfusionMatrix.of(counts)) : OptionalDouble.empty());
    }

    /** Counts how each image was read, {@code logits} row by row from image {@code from} on. */
    private static void count(float[] logits, LabelledImages images, int from, int[][] counts) {
        for (int i = 0; i < logits.length / Density.CATEGORIES; i++) {
            int row = i * Density.CATEGORIES;
            Density reading = DensityProbabilities.ofLogits(Arrays.copyOfRange(logits, row, row + Density.CATEGORIES))
                    .density();
            counts[images.density(from + i).rank()][reading.rank()]++;
        }
    }
}
