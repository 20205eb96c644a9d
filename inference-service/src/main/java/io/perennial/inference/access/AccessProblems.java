package io.perennial.inference.access;

import io.perennial.problem.ProblemDetails;
import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Refusals of access as problem details; what is wrong with a token is its sender's to find out, not to be told (RFC 6750). */
class AccessProblems {

    private static final Logger LOG = Logger.getLogger(AccessProblems.class);
    private static final int RETRY_SECONDS = 5;

    @ServerExceptionMapper(priority = Priorities.AUTHENTICATION)
    Response noToken(UnauthorizedException refusal) {
        return unauthorized("Bearer", "send a bearer token of the OpenID Connect provider this service trusts");
    }

    @ServerExceptionMapper(priority = Priorities.AUTHENTICATION)
    Response badToken(AuthenticationFailedException refusal) {
        return unauthorized(
                "Bearer error=\"invalid_token\"",
                "the bearer token is expired, not for this service, or not of the provider it trusts");
    }

    /** Before the provider was there for a first time, nobody knows its keys; every token looks for it again. */
    @ServerExceptionMapper(priority = Priorities.AUTHENTICATION)
    Response noProvider(OIDCException absence) {
        LOG.warnf("a token cannot be checked: %s", absence.getMessage());
        return Response.fromResponse(ProblemDetails.of(
                                503,
                                "the OpenID Connect provider cannot be reached, so that no token can be checked; try again in "
                                        + RETRY_SECONDS + " s")
                        .response())
                .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                .build();
    }

    @ServerExceptionMapper(priority = Priorities.AUTHENTICATION)
    Response noRole(ForbiddenException refusal) {
        return ProblemDetails.of(
                        403, "the token's roles do not allow this; it takes reader or operator, see /q/openapi")
                .response();
    }

    private static Response unauthorized(String challenge, String detail) {
        return Response.fromResponse(ProblemDetails.of(401, detail).response())
                .header(HttpHeaders.WWW_AUTHENTICATE, challenge)
                .build();
    }
}
