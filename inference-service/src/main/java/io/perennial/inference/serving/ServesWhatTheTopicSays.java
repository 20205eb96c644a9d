package io.perennial.inference.serving;

import io.perennial.inference.activation.Activations;
import io.perennial.inference.swap.HotSwap;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once this replica serves what the topic says. A later decision that it has to refuse does not take it out of
 * service again: a broken model must not stop the one before it everywhere at once.
 */
@Readiness
@ApplicationScoped
class ServesWhatTheTopicSays implements HealthCheck {

    private final Activations activations;
    private final HotSwap hotSwap;

    ServesWhatTheTopicSays(Activations activations, HotSwap hotSwap) {
        this.activations = activations;
        this.hotSwap = hotSwap;
    }

    @Override
    public HealthCheckResponse call() {
        Activations.Status status = activations.status();
        HealthCheckResponseBuilder response = HealthCheckResponse.named("serves what the topic says")
                .status(status.reached() && hotSwap.model().isPresent())
                .withData("topic read", status.topicRead())
                .withData("decided", status.decided());
        hotSwap.model().ifPresent(model -> response.withData("serving", model.version()));
        status.refusal().ifPresent(reason -> response.withData("refusal", reason));
        return response.build();
    }
}
