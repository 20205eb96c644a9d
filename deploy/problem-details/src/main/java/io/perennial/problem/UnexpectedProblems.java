package io.perennial.problem;

import io.vertx.core.http.HttpClosedException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Everything nobody foresaw: the log gets the cause, the caller a number to find it by. */
@Provider
class UnexpectedProblems implements ExceptionMapper<Throwable> {

    private static final Logger LOG = Logger.getLogger(UnexpectedProblems.class);

    @Override
    public Response toResponse(Throwable failure) {
        if (isHangUp(failure)) {
            LOG.info("a caller hung up in the middle of its request");
            return ProblemDetails.of(400, "the request ended before its body was whole")
                    .response();
        }
        UUID incident = UUID.randomUUID();
        LOG.errorf(failure, "a request failed, incident %s", incident);
        return ProblemDetails.of(500, "the service failed; its log says why under incident " + incident)
                .response();
    }

    private static boolean isHangUp(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpClosedException) {
                return true;
            }
        }
        return false;
    }
}
