package io.perennial.evaluation.statistics;

/**
 * How many images an update changed for worse and for better. Two models of equal kappa can err on different images; whoever
 * works with the old one notices each that was read rightly and no longer is.
 *
 * @param images that both models read
 * @param negative the reference was right, the candidate is wrong
 * @param positive the reference was wrong, the candidate is right
 * @see <a href="https://doi.org/10.1109/CVPR46437.2021.01407">Yan et al. 2021, Positive-Congruent Training: Towards
 *     Regression-Free Model Updates</a>
 */
public record Flips(int images, int negative, int positive) {

    /** Of all images that were counted. */
    public static Flips of(PairedCounts counts) {
        int negative = 0;
        int positive = 0;
        int[] joint = counts.total();
        for (int cell = 0; cell < joint.length; cell++) {
            boolean before = PairedCounts.isReferenceRight(cell);
            boolean after = PairedCounts.isCandidateRight(cell);
            negative += before && !after ? joint[cell] : 0;
            positive += !before && after ? joint[cell] : 0;
        }
        return new Flips(counts.images(), negative, positive);
    }

    /** The negative-flip rate, 0 to 1; NaN without any image. */
    public double negativeRate() {
        return (double) negative / images;
    }

    /** The positive-flip rate, 0 to 1; NaN without any image. */
    public double positiveRate() {
        return (double) positive / images;
    }
}
