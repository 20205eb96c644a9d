package io.perennial.evaluation.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.agreement.LinearlyWeightedKappa;
import io.perennial.mammography.Density;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PairedBootstrapTest {

    private static final PairedBootstrap BOOTSTRAP = new PairedBootstrap(2000);

    @Test
    void givesTheSameIntervalForTheSameSeed() {
        PairedCounts counts = simulated(100, 4, 1);

        assertThat(BOOTSTRAP.difference(counts, 0.95, 7)).isEqualTo(BOOTSTRAP.difference(counts, 0.95, 7));
        assertThat(BOOTSTRAP.difference(counts, 0.95, 7)).isNotEqualTo(BOOTSTRAP.difference(counts, 0.95, 8));
    }

    @Test
    void isZeroWideForEqualReadings() {
        PairedCounts counts = new PairedCounts(30);
        for (int patient = 0; patient < 30; patient++) {
            Density truth = Density.ofRank(patient % 4);
            Density reading = Density.ofRank(patient % 3);
            counts.add(patient, truth, reading, reading);
        }

        KappaDifference difference = BOOTSTRAP.difference(counts, 0.95, 1).orElseThrow();

        assertThat(difference.estimate()).isZero();
        assertThat(difference.lower()).hasValue(0);
        assertThat(difference.upper()).hasValue(0);
    }

    @Test
    void isWiderWhenImagesShareTheirPatient() {
        KappaDifference alone = BOOTSTRAP.difference(copied(400, 1), 0.95, 1).orElseThrow();
        KappaDifference together = BOOTSTRAP.difference(copied(100, 4), 0.95, 1).orElseThrow();

        assertThat(width(together)).isGreaterThan(1.7 * width(alone)); // four equal images tell no more than one
    }

    /** With one image a patient and one model that is always right, the bootstrap must find the textbook's error. */
    @Test
    void agreesWithTheStandardErrorOfFleissCohenAndEveritt() {
        SplittableRandom random = new SplittableRandom(3);
        PairedCounts counts = new PairedCounts(800);
        for (int patient = 0; patient < 800; patient++) {
            Density truth = Density.ofRank(random.nextInt(4));
            counts.add(patient, truth, truth, noisy(truth, 0.3, random));
        }
        double error = LinearlyWeightedKappa.standardError(counts.candidate()).orElseThrow();

        KappaDifference difference = BOOTSTRAP.difference(counts, 0.95, 1).orElseThrow();

        assertThat(width(difference) / (2 * 1.645)).isCloseTo(error, within(0.06 * error));
    }

    @Test
    void isAbsentWhereKappaIsUndefined() {
        PairedCounts counts = new PairedCounts(5);
        for (int patient = 0; patient < 5; patient++) {
            counts.add(patient, Density.B, Density.B, Density.B);
        }

        assertThat(BOOTSTRAP.difference(counts, 0.95, 1)).isEqualTo(Optional.empty());
    }

    @Test
    void hasNoBoundWhereTooManyResamplesAreUndefined() {
        PairedCounts counts = new PairedCounts(20); // one patient apart: e⁻¹ of the resamples miss her
        for (int patient = 0; patient < 19; patient++) {
            counts.add(patient, Density.B, Density.B, Density.B);
        }
        counts.add(19, Density.C, Density.B, Density.C);

        KappaDifference difference = BOOTSTRAP.difference(counts, 0.95, 1).orElseThrow();

        assertThat(difference.undefinedResamples()).isBetween(600, 850);
        assertThat(difference.lower()).isEmpty();
        assertThat(difference.upper()).isEmpty();
        assertThat(difference.isShownAbove(-0.02)).isFalse();
        assertThat(difference.isShownNotAbove(5)).isFalse();
    }

    /** SciPy draws other patients: with 50 000 resamples on either side, a bound wobbles by about 0.01 standard errors. */
    @ParameterizedTest
    @MethodSource("recorded")
    void agreesWithSciPy(JsonNode known) {
        PairedCounts counts = counts(known);
        double error = known.path("standardError").asDouble();

        BootstrapDistribution distribution =
                new PairedBootstrap(50_000).resample(counts, 1).orElseThrow();

        assertThat(distribution.difference(0.95).estimate())
                .isCloseTo(known.path("estimate").asDouble(), within(1e-12));
        assertThat(distribution.acceleration())
                .isCloseTo(known.path("acceleration").asDouble(), within(1e-9));
        assertThat(distribution.standardError()).isCloseTo(error, within(0.015 * error));
        assertThat(distribution.lower(0.95)).hasValueCloseTo(known.path("lower").asDouble(), within(0.05 * error));
        assertThat(distribution.upper(0.95)).hasValueCloseTo(known.path("upper").asDouble(), within(0.05 * error));
    }

    static Stream<JsonNode> recorded() {
        return KnownAnswers.of("bootstraps");
    }

    private static PairedCounts counts(JsonNode known) {
        int patients = known.path("labels").size();
        PairedCounts counts = new PairedCounts(patients);
        for (int patient = 0; patient < patients; patient++) {
            int[] labels = KnownAnswers.integers(known.path("labels").path(patient));
            int[] reference = KnownAnswers.integers(known.path("reference").path(patient));
            int[] candidate = KnownAnswers.integers(known.path("candidate").path(patient));
            for (int view = 0; view < labels.length; view++) {
                counts.add(
                        patient,
                        Density.ofRank(labels[view]),
                        Density.ofRank(reference[view]),
                        Density.ofRank(candidate[view]));
            }
        }
        return counts;
    }

    /** The p-value is where the interval begins to hold 0: 1 − p/2 is the confidence of the bound that is 0. */
    @Test
    void hasASignificanceThatAgreesWithItsBounds() {
        SplittableRandom seeds = new SplittableRandom(5);
        for (int draw = 0; draw < 50; draw++) {
            BootstrapDistribution distribution =
                    BOOTSTRAP.resample(simulated(80, 3, seeds.nextLong()), 1).orElseThrow();
            double p = distribution.significance().orElseThrow();

            boolean excludesZero = distribution.lower(0.975).orElseThrow() > 0
                    || distribution.upper(0.975).orElseThrow() < 0;

            if (Math.abs(p - 0.05) > 0.004) { // one resample more or less
                assertThat(excludesZero).as("p = %s", p).isEqualTo(p < 0.05);
            }
        }
    }

    /** The rule is 2 s for 10 000 images; asserted loosely, for a shared machine. */
    @Test
    void resamplesTenThousandImagesInSeconds() {
        PairedCounts counts = simulated(10_000, 1, 5);

        long start = System.nanoTime();
        BOOTSTRAP.difference(counts, 0.95, 1);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void saysHowManyTimesTheImagesWouldDecide() {
        KappaDifference difference =
                BOOTSTRAP.difference(simulated(60, 4, 2), 0.95, 1).orElseThrow();
        double halfWay = (difference.estimate() + difference.lower().orElseThrow()) / 2;

        assertThat(difference.sizeToDecide(halfWay))
                .hasValueCloseTo(4.0, within(1e-9)); // half the width takes four times
        assertThat(difference.sizeToDecide(difference.estimate())).hasValue(Double.POSITIVE_INFINITY);
    }

    private static double width(KappaDifference difference) {
        return difference.upper().orElseThrow() - difference.lower().orElseThrow();
    }

    private static PairedCounts simulated(int patients, int imagesEach, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        PairedCounts counts = new PairedCounts(patients);
        for (int patient = 0; patient < patients; patient++) {
            Density truth = Density.ofRank(random.nextInt(4));
            for (int image = 0; image < imagesEach; image++) {
                counts.add(patient, truth, noisy(truth, 0.3, random), noisy(truth, 0.25, random));
            }
        }
        return counts;
    }

    /** Four hundred images; {@code copies} equal ones a patient. */
    private static PairedCounts copied(int patients, int copies) {
        SplittableRandom random = new SplittableRandom(11);
        PairedCounts counts = new PairedCounts(patients);
        for (int patient = 0; patient < patients; patient++) {
            Density truth = Density.ofRank(random.nextInt(4));
            Density reference = noisy(truth, 0.3, random);
            Density candidate = noisy(truth, 0.25, random);
            for (int copy = 0; copy < copies; copy++) {
                counts.add(patient, truth, reference, candidate);
            }
        }
        return counts;
    }

    private static Density noisy(Density truth, double rate, SplittableRandom random) {
        if (random.nextDouble() >= rate) {
            return truth;
        }
        int[] others = Arrays.stream(new int[] {truth.rank() - 1, truth.rank() + 1})
                .filter(rank -> rank >= 0 && rank < 4)
                .toArray();
        return Density.ofRank(others[random.nextInt(others.length)]);
    }
}
