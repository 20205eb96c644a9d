package io.perennial.inference.reading;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much the service takes on at once. */
@ConfigMapping(prefix = "inference.readings")
interface ReadingSettings {

    /** The largest body, an exam's images together; four full-field views of 12 bits take about 110 MiB. */
    @WithDefault("128M")
    MemorySize requestBytes();

    /** The most images of one exam. */
    @WithDefault("16")
    int images();

    /** How many requests are received and read at once; each may hold its images in memory. */
    @WithDefault("4")
    int concurrency();

    /** How many requests may wait for their turn; more are answered 429. */
    @WithDefault("64")
    int queue();

    /** What {@code Retry-After} says to those that could not be served. */
    @WithDefault("2S")
    Duration retryAfter();
}
