package io.perennial.evaluation.comparison;

import io.perennial.agreement.LinearlyWeightedKappa;
import io.perennial.evaluation.reason.Reason;
import io.perennial.evaluation.reason.ReasonCode;
import io.perennial.evaluation.statistics.PairedBootstrap;
import io.perennial.evaluation.statistics.PairedCounts;
import io.perennial.mammography.Density;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A candidate beside a reference model on the same images.
 *
 * @param domain whose images they are
 */
public record Comparison(String domain, ReferenceStandard standard, Readings reference, Readings candidate) {

    /** With fewer patients the resampled patients are too much alike for the bounds to keep their confidence. */
    public static final int MINIMUM_PATIENTS = 15;

    private static final double RESAMPLES_BEYOND_A_BOUND = 40; // of fewer, chance alone would move the bound

    /**
     * The difference of kappas, or why none can be given. Never throws on odd readings.
     *
     * @param resamples at least so many; more where the confidence needs them
     * @param confidence of each one-sided bound, between 0.5 and 1
     */
    public Measurement measure(int resamples, double confidence, long seed) {
        Optional<Reason> obstacle = contradiction().or(this::unreadable).or(this::tooThin);
        if (obstacle.isPresent()) {
            return new Measurement.Unmeasurable(obstacle.get());
        }
        int enough = Math.max(resamples, (int) Math.ceil(RESAMPLES_BEYOND_A_BOUND / (1 - confidence)));
        return new PairedBootstrap(enough)
                .difference(counts(), confidence, seed)
                .<Measurement>map(Measurement.Measured::new)
                .orElseGet(() -> new Measurement.Unmeasurable(new Reason(
                        ReasonCode.KAPPA_UNDEFINED,
                        "kappa on " + domain + " is undefined: all " + standard.images()
                                + " readings are in one category")));
    }

    /** The candidate's kappa by itself; undefined also where its readings do not fit the images or are not all finite. */
    public OptionalDouble candidateKappa() {
        return contradiction().or(this::unreadable).isPresent()
                ? OptionalDouble.empty()
                : LinearlyWeightedKappa.of(counts().candidate());
    }

    private Optional<Reason> contradiction() {
        if (reference.images() == standard.images() && candidate.images() == standard.images()) {
            return Optional.empty();
        }
        return Optional.of(new Reason(
                ReasonCode.CONTRADICTION,
                domain + " has " + standard.images() + " labelled images, but the reference read " + reference.images()
                        + " and the candidate " + candidate.images()));
    }

    private Optional<Reason> unreadable() {
        if (candidate.unreadable() > 0) {
            return Optional.of(unreadable("candidate", candidate));
        }
        return reference.unreadable() > 0 ? Optional.of(unreadable("reference", reference)) : Optional.empty();
    }

    private Reason unreadable(String model, Readings readings) {
        return new Reason(
                ReasonCode.UNREADABLE,
                "the " + model + " gave no finite answer for " + readings.unreadable() + " of " + readings.images()
                        + " images of " + domain);
    }

    private Optional<Reason> tooThin() {
        if (standard.images() == 0) {
            return Optional.of(new Reason(ReasonCode.NO_IMAGES, domain + " has no held-out image"));
        }
        if (standard.patients() < MINIMUM_PATIENTS) {
            return Optional.of(new Reason(
                    ReasonCode.TOO_FEW_PATIENTS,
                    domain + " has " + standard.patients() + " held-out patients; an interval needs at least "
                            + MINIMUM_PATIENTS));
        }
        Map<Density, Integer> truths = counts().reference().truths();
        if (truths.values().stream().filter(images -> images > 0).count() < 2) {
            return Optional.of(new Reason(
                    ReasonCode.SINGLE_CATEGORY,
                    "all " + standard.images() + " labels of " + domain
                            + " are in one category: no reading can be told from chance"));
        }
        return Optional.empty();
    }

    /** The counts per patient; only for readings that fit the standard and are all finite. */
    private PairedCounts counts() {
        PairedCounts counts = new PairedCounts(standard.patients());
        for (int image = 0; image < standard.images(); image++) {
            counts.add(
                    standard.patientOf(image),
                    standard.truth(image),
                    reference.reading(image).orElseThrow(),
                    candidate.reading(image).orElseThrow());
        }
        return counts;
    }
}
