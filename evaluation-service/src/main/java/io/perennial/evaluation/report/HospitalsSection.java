package io.perennial.evaluation.report;

import io.perennial.evaluation.transfer.TransferMatrix;
import io.perennial.evaluation.transfer.TransferMatrix.Cell;
import io.perennial.evaluation.transfer.TransferMatrix.Row;
import io.perennial.evaluation.transfer.TransferMatrix.Version;
import io.perennial.figure.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Whether learning one hospital after the other has cost an earlier one: kappa of every approved model on every domain. */
final class HospitalsSection {

    private static final String NEVER_READ = "–";

    private final TransferMatrix matrix;

    HospitalsSection(TransferMatrix matrix) {
        this.matrix = matrix;
    }

    /** Nothing, as long as there is one domain. */
    void write(Html page) {
        if (matrix.domains().size() < 2) {
            return;
        }
        page.section("hospitals", "Every hospital so far");
        page.table("Linear κ on each domain's test images, by approved model", header(), rows());
        page.aside(
                "Models stand in the order of their approval, the baseline first. * marks the model that was approved with"
                        + " the domain; " + NEVER_READ
                        + " a reading that no verdict needed. All cells of a row are of the same test"
                        + " images.");
        matrix.backwardTransfer().ifPresent(change -> page.paragraph(backward(change)));
        page.endSection();
    }

    private List<String> header() {
        List<String> header = new ArrayList<>(List.of("Test images of"));
        for (Version version : matrix.versions()) {
            header.add(version.number() == 1 ? "1, the baseline" : version.number() + ", with " + version.domain());
        }
        return header;
    }

    private List<List<String>> rows() {
        return matrix.rows().stream().map(HospitalsSection::cells).toList();
    }

    private static List<String> cells(Row row) {
        List<String> cells = new ArrayList<>(List.of(row.domain().id()));
        row.cells().forEach(cell -> cells.add(kappa(cell, row.domain().learned())));
        return cells;
    }

    private static String kappa(Optional<Cell> cell, OptionalInt learned) {
        OptionalDouble kappa = cell.map(Cell::kappa).orElse(OptionalDouble.empty());
        if (kappa.isEmpty()) {
            return cell.isPresent() ? "undefined" : NEVER_READ;
        }
        boolean its = learned.equals(OptionalInt.of(cell.get().version()));
        return Numbers.plain(kappa.getAsDouble()) + (its ? " *" : "");
    }

    private static String backward(double change) {
        return "Backward transfer is " + Numbers.signed(change) + ": by so much κ has changed, in the mean, on what was"
                + " learned earlier, since each was learned (Lopez-Paz and Ranzato 2017). Below 0 is forgetting.";
    }
}
