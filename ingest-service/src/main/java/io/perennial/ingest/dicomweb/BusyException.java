package io.perennial.ingest.dicomweb;

import io.perennial.problem.ProblemDetails;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;

/** Nothing can be received now; 503 with the time after which to try again. */
final class BusyException extends WebApplicationException {

    /** @param reason part of a sentence, without identifiers */
    BusyException(String reason, Duration retryAfter) {
        super(reason, response(reason, retryAfter));
    }

    private static Response response(String reason, Duration retryAfter) {
        return Response.fromResponse(
                        ProblemDetails.of(503, reason + "; send it again after " + retryAfter.toSeconds() + " s")
                                .response())
                .header(HttpHeaders.RETRY_AFTER, retryAfter.toSeconds())
                // the body has not been read, nor will it be
                .header("Connection", "close")
                .build();
    }
}
