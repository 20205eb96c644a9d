package io.perennial.messaging;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** The artifact store, which all services share. */
@ConfigMapping(prefix = "perennial.artifacts")
interface ArtifactsConfig {

    /** A directory's path or {@code file:} URI, or {@code s3://bucket/prefix}. */
    String location();

    /** A bucket's settings. */
    S3 s3();

    /** How a bucket is reached; credentials come from where the AWS SDK looks for them. */
    interface S3 {

        /** The bucket's region, where the AWS SDK does not find it by itself ({@code AWS_REGION}). */
        Optional<String> region();

        /** The address of a store that is not Amazon's. */
        Optional<URI> endpoint();

        /** Whether the bucket is named in the path; in the host's name otherwise. */
        @WithDefault("true")
        boolean pathStyle();

        /** A directory for copies of what is read and written; needed with a bucket. */
        Optional<Path> cache();

        /** The size of that directory. What was not read for the longest time is deleted. */
        @WithDefault("10G")
        MemorySize cacheLimit();
    }
}
