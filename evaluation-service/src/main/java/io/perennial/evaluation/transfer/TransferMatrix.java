package io.perennial.evaluation.transfer;

import io.perennial.artifact.Digest;
import io.perennial.evaluation.statistics.KappaDifference;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Linear kappa of every approved model on every domain's test images, as far as verdicts had them read. A row is a domain, in
 * order of arrival; a column is a version, the baseline first, then each approved model. All cells of a row are of one cohort,
 * so that they can be compared: the one of the domain's last approval, for a domain that was never approved the one that was
 * opened last.
 *
 * @param cells domain by domain, oldest version first; what was never read is not among them
 * @param backwardTransfer as in {@link TransferMeasures#backward}; absent before a second domain is learned, or where a
 *     reading that it needs is missing
 * @param forwardTransfer as in {@link TransferMeasures#forward}; absent likewise
 */
public record TransferMatrix(
        String lineage,
        List<Version> versions,
        List<Domain> domains,
        List<Cell> cells,
        OptionalDouble backwardTransfer,
        OptionalDouble forwardTransfer) {

    public TransferMatrix {
        versions = List.copyOf(versions);
        domains = List.copyOf(domains);
        cells = List.copyOf(cells);
    }

    /**
     * An approved model; whether it serves is not said here.
     *
     * @param number from 1, the baseline
     * @param domain it was approved with
     * @param verdict that approved it
     */
    public record Version(int number, Digest model, String domain, String verdict) {}

    /**
     * A domain, with what became of it.
     *
     * @param learned number of the version that was last approved with it; absent if none was
     * @param cohort whose test images its row is read on
     * @param whenLearned kappa of that version
     * @param now kappa of the last version
     * @param best highest kappa of any version from {@code learned} on
     * @param belowBest {@code best} − {@code now}: what is forgotten (Chaudhry et al. 2018, arXiv 1801.10112, definition 3);
     *     absent unless it was learned and the last version has read it
     * @param change from {@code whenLearned} to {@code now} with its bounds, as the gate measured it when it approved the last
     *     version; absent for the domain that was learned last
     */
    public record Domain(
            String id,
            OptionalInt learned,
            Digest cohort,
            OptionalDouble whenLearned,
            OptionalDouble now,
            OptionalDouble best,
            OptionalDouble belowBest,
            Optional<KappaDifference> change) {}

    /**
     * A version has read a domain's test images.
     *
     * @param kappa absent where undefined, as for readings that are all in one category
     * @param standardError of kappa after Fleiss, Cohen and Everitt; takes images as independent, which the views of an exam
     *     are not, and so is too small
     * @param verdict for which it was read first
     */
    public record Cell(
            String domain,
            int version,
            OptionalDouble kappa,
            OptionalDouble standardError,
            int images,
            int exams,
            int patients,
            Digest cohort,
            String verdict) {}

    /**
     * A domain's row for display.
     *
     * @param cells one per version, in their order; empty where it was never read
     */
    public record Row(Domain domain, List<Optional<Cell>> cells) {
        public Row {
            cells = List.copyOf(cells);
        }
    }

    /** The matrix row by row. */
    public List<Row> rows() {
        return domains.stream()
                .map(domain -> new Row(
                        domain,
                        versions.stream()
                                .map(version -> cell(domain.id(), version.number()))
                                .toList()))
                .toList();
    }

    /** What a version read of a domain, if it did. */
    public Optional<Cell> cell(String domain, int version) {
        return cells.stream()
                .filter(cell -> cell.domain().equals(domain) && cell.version() == version)
                .findFirst();
    }
}
