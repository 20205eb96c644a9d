package io.perennial.ingest.label;

import io.perennial.mammography.Density;
import io.perennial.mammography.Laterality;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A label with its place in time, as it is kept. Ordered from the earliest report to the latest: by the time it bears (where
 * it bears none, by its arrival); at the same time a revision is later than what it revises; else whichever arrived later.
 *
 * @param exam pseudonym of the study
 * @param reader pseudonym of who read it
 * @param breast the breast it speaks of; absent: of both
 * @param density absent if a label is taken back
 * @param at when it was reported, or arrived
 * @param timed whether the report itself says so
 * @param arrival grows with each arrival
 */
record Statement(
        String exam,
        String reader,
        Optional<Laterality> breast,
        Optional<Density> density,
        Instant at,
        boolean timed,
        Standing standing,
        long arrival)
        implements Comparable<Statement> {

    private static final Comparator<Statement> BY_TIME = Comparator.comparing(Statement::at)
            .thenComparingInt(statement -> statement.standing().rank())
            .thenComparingLong(Statement::arrival);

    /** The breasts it speaks of. */
    List<Laterality> breasts() {
        return breast.map(List::of).orElseGet(() -> List.of(Laterality.values()));
    }

    /** Whether the other is the same report once more. */
    boolean repeats(Statement other) {
        return timed
                && other.timed
                && at.equals(other.at)
                && standing == other.standing
                && breast.equals(other.breast)
                && density.equals(other.density);
    }

    @Override
    public int compareTo(Statement other) {
        return BY_TIME.compare(this, other);
    }
}
