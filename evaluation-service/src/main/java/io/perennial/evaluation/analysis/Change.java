package io.perennial.evaluation.analysis;

import io.perennial.evaluation.statistics.Flips;
import io.perennial.evaluation.statistics.WilcoxonSignedRank;
import java.util.List;
import java.util.Optional;

/**
 * The candidate beside the reference on one test set.
 *
 * @param kappa the change of linear kappa by image; absent with too few patients or where a κ is undefined
 * @param examKappa the same by exam
 * @param flips images that were read rightly before or now, not both
 * @param wilcoxon of each image's distance from its label, candidate less reference; absent if no image is read otherwise
 * @param scanners by scanner model
 */
public record Change(
        Optional<Interval> kappa,
        Optional<Interval> examKappa,
        Flips flips,
        Optional<WilcoxonSignedRank> wilcoxon,
        List<ScannerChange> scanners) {

    public Change {
        scanners = List.copyOf(scanners);
    }

    /** Empty if a model has no finite answer for an image. */
    static Optional<Change> of(ReadSet set, Answers reference, Answers candidate, long seed) {
        return Sample.ofImages(set, reference, candidate, image -> true)
                .map(images -> new Change(
                        images.difference(seed).map(Interval::of),
                        Sample.ofExams(set, reference, candidate)
                                .flatMap(exams -> exams.difference(seed))
                                .map(Interval::of),
                        Flips.of(images.counts()),
                        WilcoxonSignedRank.of(images.changesOfError()),
                        ScannerChange.of(set, reference, candidate, seed)));
    }
}
