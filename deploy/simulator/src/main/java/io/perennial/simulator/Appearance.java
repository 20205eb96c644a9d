package io.perennial.simulator;

/**
 * How a system's images look, which is all that a domain shift consists of here. Neither value depends on the matrix: blur
 * and noise are stated for an image of 48 rows, and a larger one is made so that it has them once it is reduced to 48.
 *
 * @param contrast brightness of glandular against fatty tissue, 1 as in the anatomy
 * @param gamma exponent of the tone curve; above 1 darkens the middle tones
 * @param sigmoid slope of the S-shaped part of the tone curve; 0 for none
 * @param blur standard deviation of the point spread, in 48ths of the image height
 * @param noise standard deviation of the quantum noise where the image is white, as a share of the full scale
 */
public record Appearance(double contrast, double gamma, double sigmoid, double blur, double noise) {

    /** The image height that blur and noise are stated for. */
    static final int REFERENCE_ROWS = 48;

    public Appearance {
        if (!(contrast > 0) || !(gamma > 0) || !(sigmoid >= 0) || !(blur >= 0) || !(noise >= 0)) {
            throw new IllegalArgumentException("no image has contrast " + contrast + ", gamma " + gamma + ", sigmoid "
                    + sigmoid + ", blur " + blur + ", noise " + noise);
        }
    }

    /** The same make as another site has set it up: every value up to {@code spread} (a share) off. */
    Appearance varied(Chance chance, double spread) {
        return new Appearance(
                contrast * chance.about(1, spread),
                gamma * chance.about(1, spread),
                sigmoid * chance.about(1, spread),
                blur * chance.about(1, spread),
                noise * chance.about(1, spread));
    }

    /** Brightness shown for an exposure of 0 to 1, itself 0 to 1. */
    double tone(double exposure) {
        double curved = StrictMath.pow(exposure, gamma);
        if (sigmoid == 0) {
            return curved;
        }
        double low = logistic(0);
        return (logistic(curved) - low) / (logistic(1) - low);
    }

    private double logistic(double x) {
        return 1 / (1 + StrictMath.exp(-sigmoid * (x - 0.5)));
    }
}
