package io.perennial.evaluation.analysis;

import io.perennial.agreement.LinearlyWeightedKappa;
import io.perennial.artifact.CohortImage;
import io.perennial.evaluation.statistics.BootstrapDistribution;
import io.perennial.evaluation.statistics.Holm;
import io.perennial.evaluation.statistics.PairedCounts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How the candidate's kappa differs from the reference's on the images of one scanner model.
 *
 * @param reference κ of the reference, absent where undefined
 * @param candidate κ of the candidate, absent likewise
 * @param change their difference; absent with too few patients or where a κ is undefined
 * @param p two-sided, of no difference, by itself
 * @param adjusted p after Holm, over the scanners of the set that have one
 */
public record ScannerChange(
        String scanner,
        int images,
        int patients,
        OptionalDouble reference,
        OptionalDouble candidate,
        Optional<Interval> change,
        OptionalDouble p,
        OptionalDouble adjusted) {

    /** Of every scanner of the set, by name; empty if a model has no finite answer for an image. */
    static List<ScannerChange> of(ReadSet set, Answers reference, Answers candidate, long seed) {
        List<ScannerChange> changes = set.images().stream()
                .map(CohortImage::scanner)
                .distinct()
                .sorted(Comparator.comparing(io.perennial.mammography.Scanner::label))
                .flatMap(scanner -> Sample.ofImages(
                        set, reference, candidate, image -> image.scanner().equals(scanner))
                        .map(sample -> unadjusted(scanner.label(), sample, seed))
                        .stream())
                .toList();
        double[] adjusted = Holm.adjusted(
                changes.stream().flatMapToDouble(change -> change.p().stream()).toArray());
        List<ScannerChange> all = new ArrayList<>();
        int next = 0;
        for (ScannerChange change : changes) {
            all.add(change.p().isPresent() ? change.adjustedTo(adjusted[next++]) : change);
        }
        return all;
    }

    private static ScannerChange unadjusted(String scanner, Sample sample, long seed) {
        PairedCounts counts = sample.counts();
        Optional<BootstrapDistribution> resampled = sample.difference(seed);
        return new ScannerChange(
                scanner,
                sample.size(),
                sample.patients(),
                LinearlyWeightedKappa.of(counts.reference()),
                LinearlyWeightedKappa.of(counts.candidate()),
                resampled.map(Interval::of),
                resampled.map(BootstrapDistribution::significance).orElse(OptionalDouble.empty()),
                OptionalDouble.empty());
    }

    private ScannerChange adjustedTo(double value) {
        return new ScannerChange(scanner, images, patients, reference, candidate, change, p, OptionalDouble.of(value));
    }
}
