package io.perennial.inference.serving;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What an operator decides about serving. */
@ConfigMapping(prefix = "inference")
interface ServingSettings {

    /** The directory of {@code <key id>.pem}: whose signatures may bring a model into service. */
    Path verificationKeys();

    /** How this replica names itself in {@code model-activated}; host name and port where it is not set. */
    Optional<String> replica();

    /** How long after a failure that may pass, such as an unreachable artifact store, an activation is tried again. */
    @WithDefault("10S")
    Duration retryInterval();

    /** How long a replaced model's readings are waited for before newer decisions go ahead; it is closed after the last. */
    @WithDefault("30S")
    Duration drainPatience();
}
