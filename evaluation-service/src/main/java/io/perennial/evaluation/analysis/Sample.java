package io.perennial.evaluation.analysis;

import io.perennial.artifact.CohortImage;
import io.perennial.evaluation.comparison.Comparison;
import io.perennial.evaluation.statistics.BootstrapDistribution;
import io.perennial.evaluation.statistics.PairedBootstrap;
import io.perennial.evaluation.statistics.PairedCounts;
import io.perennial.mammography.Density;
import io.perennial.mammography.DensityProbabilities;
import io.perennial.mammography.Laterality;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Labels beside two models' readings, image by image or exam by exam, and which of them share a patient. The readings are
 * complete.
 */
final class Sample {

    private static final int RESAMPLES = 2000;

    /** One image or exam. */
    record Unit(String patient, Density label, Density reference, Density candidate) {}

    private final List<Unit> units;

    private Sample(List<Unit> units) {
        this.units = units;
    }

    /** Of the images that are asked for; empty if a model has no finite answer for one of the set. */
    static Optional<Sample> ofImages(
            ReadSet set, Answers reference, Answers candidate, Predicate<CohortImage> isAskedFor) {
        if (!reference.areComplete() || !candidate.areComplete()) {
            return Optional.empty();
        }
        return Optional.of(new Sample(IntStream.range(0, set.images().size())
                .filter(i -> isAskedFor.test(set.images().get(i)))
                .mapToObj(i -> new Unit(
                        set.images().get(i).patient(),
                        set.images().get(i).density(),
                        reference.reading(i).orElseThrow(),
                        candidate.reading(i).orElseThrow()))
                .toList()));
    }

    /**
     * Of the exams: a breast's opinion is the mean of its views', the denser breast decides. Empty if a model has no finite
     * answer for an image.
     *
     * @see DensityProbabilities#ofExam
     */
    static Optional<Sample> ofExams(ReadSet set, Answers reference, Answers candidate) {
        if (!reference.areComplete() || !candidate.areComplete()) {
            return Optional.empty();
        }
        Map<String, List<Integer>> exams = new LinkedHashMap<>();
        for (int i = 0; i < set.images().size(); i++) {
            exams.computeIfAbsent(set.images().get(i).exam(), exam -> new ArrayList<>())
                    .add(i);
        }
        return Optional.of(new Sample(exams.values().stream()
                .map(images -> new Unit(
                        set.images().get(images.get(0)).patient(),
                        images.stream().map(i -> set.images().get(i).density()).reduce(Density.A, Density::denser),
                        exam(set, reference, images),
                        exam(set, candidate, images)))
                .toList()));
    }

    private static Density exam(ReadSet set, Answers answers, List<Integer> images) {
        Map<Laterality, List<DensityProbabilities>> breasts = new HashMap<>();
        for (int i : images) {
            breasts.computeIfAbsent(set.images().get(i).view().laterality(), side -> new ArrayList<>())
                    .add(answers.probabilities(i).orElseThrow());
        }
        return DensityProbabilities.ofExam(breasts).density();
    }

    int size() {
        return units.size();
    }

    int patients() {
        return (int) units.stream().map(Unit::patient).distinct().count();
    }

    PairedCounts counts() {
        return counts(patients(), units);
    }

    private static PairedCounts counts(int patients, List<Unit> units) {
        Map<String, Integer> numbers = new HashMap<>();
        PairedCounts counts = new PairedCounts(patients);
        for (Unit unit : units) {
            int patient = Objects.requireNonNull(numbers.computeIfAbsent(unit.patient(), new_ -> numbers.size()));
            counts.add(patient, unit.label(), unit.reference(), unit.candidate());
        }
        return counts;
    }

    /** κ(candidate) − κ(reference), resampled; empty if it is undefined or there are too few patients for an interval. */
    Optional<BootstrapDistribution> difference(long seed) {
        int patients = patients();
        return patients < Comparison.MINIMUM_PATIENTS
                ? Optional.empty()
                : new PairedBootstrap(RESAMPLES).resample(counts(patients, units), seed);
    }

    /** The change of each unit's distance from its label, candidate less reference: below 0 is better. */
    double[] changesOfError() {
        return units.stream()
                .mapToDouble(unit -> unit.candidate().distanceTo(unit.label())
                        - unit.reference().distanceTo(unit.label()))
                .toArray();
    }

    /** The same candidate beside a reader who is always right: its κ is 1 in every resample, so the difference is κ − 1. */
    Sample besidePerfection() {
        return new Sample(units.stream()
                .map(unit -> new Unit(unit.patient(), unit.label(), unit.label(), unit.candidate()))
                .toList());
    }
}
