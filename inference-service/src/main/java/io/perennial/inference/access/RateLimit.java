package io.perennial.inference.access;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.perennial.problem.ProblemDetails;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/** Answers 429 to a client that asks more often than agreed: a token's subject, or without tokens nobody. */
class RateLimit {

    private final AccessSettings settings;
    private final Caller caller;
    private final TokenBuckets buckets;
    private final Counter refused;

    RateLimit(AccessSettings settings, Caller caller, MeterRegistry metrics) {
        this.settings = settings;
        this.caller = caller;
        this.buckets = new TokenBuckets(settings.burst(), settings.refill(), settings.rememberedClients());
        this.refused = metrics.counter("perennial.requests.over.limit");
    }

    @ServerRequestFilter
    @Nullable
    Response check() {
        if (!settings.tokens()) {
            return null;
        }
        OptionalLong wait = buckets.take(caller.name(), System.nanoTime());
        if (wait.isEmpty()) {
            return null;
        }
        refused.increment();
        long seconds = 1 + TimeUnit.NANOSECONDS.toSeconds(wait.getAsLong());
        return Response.fromResponse(ProblemDetails.of(
                                429,
                                "more requests than the rate agreed for one client; try again in " + seconds + " s")
                        .response())
                .header(HttpHeaders.RETRY_AFTER, seconds)
                .build();
    }
}
