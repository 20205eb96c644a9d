package io.perennial.body;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Puts the body that is read ahead in the place of the framework's own. */
@Singleton
class ReadAheadFilter {

    private final Duration patience;

    ReadAheadFilter(@ConfigProperty(name = "quarkus.http.read-timeout", defaultValue = "60S") Duration patience) {
        this.patience = patience;
    }

    @ReadAhead
    @ServerRequestFilter
    public void readAhead(ContainerRequestContext request, RoutingContext context) {
        request.setEntityStream(new ArrivingBody(context, patience));
    }
}
