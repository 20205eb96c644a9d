package io.perennial.event;

import io.perennial.mammography.Density;
import java.time.Instant;

/**
 * An exam has a density from a reader.
 *
 * @param exam keyed pseudonym of the study
 * @param reader keyed pseudonym of who read it
 */
public record ExamLabelled(String domain, String exam, Density density, String reader, Instant labelledAt)
        implements Event {
    @Override
    public String key() {
        return domain;
    }
}
