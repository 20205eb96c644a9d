package io.perennial.inference.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How strictly readings are recorded, and for how long. */
@ConfigMapping(prefix = "inference.audit")
interface AuditSettings {

    /**
     * Whether a reading that cannot be recorded is answered 503. If not, it is answered, and recorded once the database is
     * there again unless the process ends or too many wait.
     */
    @WithDefault("true")
    boolean required();

    /** How long a reading waits for its record before it is refused. */
    @WithDefault("2S")
    Duration patience();

    /** How many records may wait to be written. */
    @WithDefault("1000")
    int queue();

    /** How long a record is kept; six years, as long as HIPAA has documentation kept (45 CFR 164.316(b)(2)(i)). */
    @WithDefault("2192D")
    Duration keep();

    /** How often what is older is deleted. */
    @WithDefault("1H")
    Duration cleaning();
}
