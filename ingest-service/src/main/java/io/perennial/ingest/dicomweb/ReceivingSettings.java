package io.perennial.ingest.dicomweb;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much is received at once, and when no more is taken for now. */
@ConfigMapping(prefix = "ingest.receiving")
interface ReceivingSettings {

    /** Requests at the same time; whoever comes then gets 503. */
    @WithDefault("16")
    int requests();

    /** Memory of small instances, of all requests together, that wait to be brought to disk. */
    @WithDefault("32M")
    MemorySize memory();

    /** Below so much free space on the artifact store's disk nothing is taken; not asked of a remote store. */
    @WithDefault("1G")
    MemorySize diskReserve();

    /** Above so many images that wait for inspection nothing is taken. */
    @WithDefault("20000")
    long queueLimit();

    /** What a sender that gets 503 is asked to wait. */
    @WithDefault("10S")
    Duration retryAfter();

    /** A sender that has been waited for so long and has sent less than {@link #slowest} meanwhile is given up. */
    @WithDefault("30S")
    Duration patience();

    /** See {@link #patience}. */
    @WithDefault("16K")
    MemorySize slowest();
}
