package io.perennial.problem;

import jakarta.ws.rs.WebApplicationException;

/** Refuses a request with a status and a sentence the caller can act on. */
public class ProblemException extends WebApplicationException {

    /** @param detail for the caller's eyes: no patient identifiers, no internals */
    public ProblemException(int status, String detail) {
        super(detail, ProblemDetails.of(status, detail).response());
    }
}
