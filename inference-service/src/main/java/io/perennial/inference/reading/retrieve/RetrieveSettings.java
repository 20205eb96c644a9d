package io.perennial.inference.reading.retrieve;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The archives from which exams may be fetched. */
@ConfigMapping(prefix = "inference.retrieve")
interface RetrieveSettings {

    /** By the name that clients use. None: requests that name an exam are refused. */
    Map<String, Archive> archives();

    /** How long a connection may take. */
    @WithDefault("5S")
    Duration connectTimeout();

    /** How long an exam may take in all. */
    @WithDefault("30S")
    Duration timeout();

    /** The largest description of a study (its metadata, without pixels). */
    @WithDefault("8M")
    MemorySize metadataBytes();

    /** How many exams are fetched at once; below the readings' concurrency, so that a slow archive leaves room for others. */
    @WithDefault("2")
    int concurrency();

    /** One DICOMweb server. */
    interface Archive {

        /** Its base URL, the part before {@code /studies}. */
        URI url();

        /** Sent as {@code Authorization: Bearer}. */
        Optional<String> bearerToken();

        /** Sent with the password as {@code Authorization: Basic}. */
        Optional<String> username();

        Optional<String> password();
    }
}
