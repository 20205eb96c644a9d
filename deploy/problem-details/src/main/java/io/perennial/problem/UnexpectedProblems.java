package io.perennial.problem;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Everything nobody foresaw: the log gets the cause, the caller a number to find it by. */
@Provider
class UnexpectedProblems implements ExceptionMapper<Throwable> {

    private static final Logger LOG = Logger.getLogger(UnexpectedProblems.class);

    @Override
    public Response toResponse(Throwable failure) {
        UUID incident = UUID.randomUUID();
        LOG.errorf(failure, "a request failed, incident %s", incident);
        return ProblemDetails.of(500, "the service failed; its log says why under incident " + incident)
                .response();
    }
}
