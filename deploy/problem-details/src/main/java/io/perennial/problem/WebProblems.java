package io.perennial.problem;

import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** What the HTTP layer itself refuses: unknown paths, wrong methods and media types, malformed bodies. */
@Provider
class WebProblems implements ExceptionMapper<WebApplicationException> {

    @Override
    public Response toResponse(WebApplicationException refusal) {
        Response response = refusal.getResponse();
        if (response.hasEntity() || response.getStatus() < 400) {
            return response;
        }
        Response.ResponseBuilder problem = Response.fromResponse(
                ProblemDetails.of(response.getStatus(), detail(refusal)).response());
        String allowed = response.getHeaderString(HttpHeaders.ALLOW);
        return allowed == null
                ? problem.build()
                : problem.header(HttpHeaders.ALLOW, allowed).build();
    }

    /** The message a service wrote, or a sentence for the status where the framework wrote none. */
    private static String detail(WebApplicationException refusal) {
        int status = refusal.getResponse().getStatus();
        String message = refusal.getMessage();
        if (message != null && refusal.getCause() == null && !message.startsWith("HTTP " + status)) {
            return message;
        }
        if (refusal.getCause() instanceof ValueInstantiationException invalid
                && invalid.getCause() instanceof IllegalArgumentException rule
                && rule.getMessage() != null) {
            return rule.getMessage(); // of the body's own type, about what it does not allow
        }
        return switch (status) {
            case 400 -> "the request's body or parameters cannot be read";
            case 404 -> "there is nothing at this address; /q/openapi lists what there is";
            case 405 -> "this address does not know this method; /q/openapi lists what it knows";
            case 406 -> "the answer cannot be given in a media type of the Accept header";
            case 413 -> "the request is too large";
            case 415 -> "the request's Content-Type is missing or not one that this address takes";
            default -> status < 500 ? "the request cannot be served as it is" : "the service failed";
        };
    }
}
