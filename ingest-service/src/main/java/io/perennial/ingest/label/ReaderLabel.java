package io.perennial.ingest.label;

import io.perennial.mammography.Density;
import java.time.Instant;
import java.util.Comparator;

/**
 * The one density that a reader's reports leave an exam with. Ordered from the earliest to the latest.
 *
 * @param reader pseudonym
 * @param at of the latest report that it rests on
 * @param arrival of that report, which decides between two of the same moment
 */
record ReaderLabel(String reader, Density density, Instant at, long arrival) implements Comparable<ReaderLabel> {

    private static final Comparator<ReaderLabel> BY_TIME =
            Comparator.comparing(ReaderLabel::at).thenComparingLong(ReaderLabel::arrival);

    @Override
    public int compareTo(ReaderLabel other) {
        return BY_TIME.compare(this, other);
    }
}
