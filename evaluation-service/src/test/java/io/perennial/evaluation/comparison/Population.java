package io.perennial.evaluation.comparison;

import io.perennial.artifact.CohortImage;
import io.perennial.mammography.Density;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Women whose mammograms are read by models of which we know exactly how well they read, in the limit of all women.
 *
 * <p>A woman has a density t ~ N(0, 1); her exam's label is the category of t plus the radiologist's noise, the same for all
 * her images. A model reads the category of t + e, e ~ N(0, σ²) being partly the woman's, partly the image's. A later model's
 * error is mostly the earlier one's: e′ = s (ρ e + √(1 − ρ²) w), w drawn like e. With s = 1 it reads exactly as well, on
 * partly other images; with s > 1 worse.
 *
 * <p>With ρ as it is, the standard error of a difference of kappas on 10 389 images of 2 598 women is about 0.003.
 */
public final class Population {

    private static final double READER_NOISE = 0.3;
    private static final double ERROR = 0.3; // σ
    private static final double SHARED = 0.5; // of σ², what the images of a woman have in common
    private static final double CORRELATION = 0.97; // ρ
    private static final double[] SHARES = {0.1, 0.5, 0.9}; // up to A, B, C; as in screening
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final double[] CUTS = cuts();

    private final SplittableRandom random;

    public Population(SplittableRandom random) {
        this.random = random;
    }

    /** So many women with one exam of so many images each, and how a first model reads them. */
    public Women women(int count, int views) {
        List<CohortImage> rows = new ArrayList<>();
        double[] densities = new double[count];
        for (int woman = 0; woman < count; woman++) {
            densities[woman] = gaussian();
            Density label = category(densities[woman] + READER_NOISE * gaussian());
            for (int view = 0; view < views; view++) {
                rows.add(Drawn.row(woman, label));
            }
        }
        return new Women(ReferenceStandard.of(rows), densities, errors(count, views));
    }

    /** Of the women, the labels; and one model's errors. */
    public final class Women {

        private final ReferenceStandard standard;
        private final double[] densities;
        private final double[] errors; // of scale 1, per image
        private final double scale;

        private Women(ReferenceStandard standard, double[] densities, double[] errors, double scale) {
            this.standard = standard;
            this.densities = densities;
            this.errors = errors;
            this.scale = scale;
        }

        private Women(ReferenceStandard standard, double[] densities, double[] errors) {
            this(standard, densities, errors, 1);
        }

        /** The same women, read by an update of the model whose errors are s times the first model's. */
        public Women updated(double s) {
            double[] fresh = errors(densities.length, errors.length / densities.length);
            double[] next = new double[errors.length];
            for (int image = 0; image < next.length; image++) {
                next[image] = CORRELATION * errors[image] + Math.sqrt(1 - CORRELATION * CORRELATION) * fresh[image];
            }
            return new Women(standard, densities, next, s);
        }

        public Readings readings() {
            List<Density> readings = new ArrayList<>();
            for (int image = 0; image < errors.length; image++) {
                readings.add(category(densities[standard.patientOf(image)] + scale * errors[image]));
            }
            return Drawn.readings(readings);
        }

        /** This model as the candidate, that one as the reference. */
        public Comparison against(Women reference, String domain) {
            return new Comparison(domain, standard, reference.readings(), readings());
        }
    }

    /** The kappa, over all women, of a model whose errors are s times the first model's. */
    public static double kappa(double s) {
        double sigma = s * ERROR;
        double[][] joint = new double[4][4];
        double step = 0.01; // of so smooth a function, exact to 1e-9
        for (double t = -6; t < 6; t += step) {
            double weight = step * NORMAL.density(t);
            for (int label = 0; label < 4; label++) {
                for (int reading = 0; reading < 4; reading++) {
                    joint[label][reading] += weight * share(label, t, READER_NOISE) * share(reading, t, sigma);
                }
            }
        }
        double observed = 0;
        double expected = 0;
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                double row = joint[i][0] + joint[i][1] + joint[i][2] + joint[i][3];
                double column = joint[0][j] + joint[1][j] + joint[2][j] + joint[3][j];
                observed += Math.abs(i - j) * joint[i][j];
                expected += Math.abs(i - j) * row * column;
            }
        }
        return 1 - observed / expected;
    }

    /** The s whose model loses this much kappa against the first. */
    public static double scaleThatLoses(double loss) {
        double low = 1;
        double high = 3;
        for (int i = 0; i < 40; i++) {
            double middle = (low + high) / 2;
            if (kappa(1) - kappa(middle) < loss) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static double share(int category, double t, double sigma) {
        double below = category == 0 ? 0 : NORMAL.cumulativeProbability((CUTS[category - 1] - t) / sigma);
        double upTo = category == 3 ? 1 : NORMAL.cumulativeProbability((CUTS[category] - t) / sigma);
        return upTo - below;
    }

    private double[] errors(int women, int views) {
        double[] errors = new double[women * views];
        for (int woman = 0; woman < women; woman++) {
            double shared = Math.sqrt(SHARED) * gaussian();
            for (int view = 0; view < views; view++) {
                errors[views * woman + view] = ERROR * (shared + Math.sqrt(1 - SHARED) * gaussian());
            }
        }
        return errors;
    }

    /** By the polar method of Box, Muller and Marsaglia; one of its two values is thrown away. */
    private double gaussian() {
        while (true) {
            double x = 2 * random.nextDouble() - 1;
            double y = 2 * random.nextDouble() - 1;
            double r = x * x + y * y;
            if (r > 0 && r < 1) {
                return x * Math.sqrt(-2 * Math.log(r) / r);
            }
        }
    }

    private static Density category(double value) {
        int rank = 0;
        while (rank < 3 && value > CUTS[rank]) {
            rank++;
        }
        return Density.ofRank(rank);
    }

    private static double[] cuts() {
        double[] cuts = new double[3];
        for (int i = 0; i < 3; i++) {
            cuts[i] = NORMAL.inverseCumulativeProbability(SHARES[i]) * Math.sqrt(1 + READER_NOISE * READER_NOISE);
        }
        return cuts;
    }
}
