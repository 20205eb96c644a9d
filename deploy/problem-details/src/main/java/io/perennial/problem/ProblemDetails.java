package io.perennial.problem;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * The body of an error, RFC 9457.
 *
 * @param type {@code about:blank}: the status says what kind of problem it is
 * @param title the status in words
 * @param detail what went wrong and what helps; quotes nothing that could identify a patient
 */
@JsonPropertyOrder({"type", "title", "status", "detail"})
public record ProblemDetails(String type, String title, int status, String detail) {

    /** {@code application/problem+json}. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** A problem whose kind is its HTTP status. */
    public static ProblemDetails of(int status, String detail) {
        Response.Status known = Response.Status.fromStatusCode(status);
        return new ProblemDetails(
                "about:blank", known == null ? "Error " + status : known.getReasonPhrase(), status, detail);
    }

    /** This problem as a response. */
    public Response response() {
        return Response.status(status)
                .type(MediaType.valueOf(MEDIA_TYPE))
                .entity(this)
                .build();
    }
}
