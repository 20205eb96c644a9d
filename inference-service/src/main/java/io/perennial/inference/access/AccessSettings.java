package io.perennial.inference.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;

/** Whom the service answers, and how often. */
@ConfigMapping(prefix = "inference.access")
interface AccessSettings {

    /** Whether a bearer token is asked for; without, everybody who reaches the port is reader and operator. */
    @WithDefault("true")
    boolean tokens();

    /** How many requests of one client are let through at once, after a pause. */
    @WithDefault("60")
    int burst();

    /** How long one request more takes to be allowed: 50 ms are 20 requests a second for each client, for ever. */
    @WithDefault("50ms")
    Duration refill();

    /** How many clients are remembered; the one not heard of for longest is forgotten, and begins anew. */
    @WithName("clients")
    @WithDefault("10000")
    int rememberedClients();
}
