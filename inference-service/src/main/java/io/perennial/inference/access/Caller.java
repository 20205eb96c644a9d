package io.perennial.inference.access;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;

/** Whoever sent the request that is under way. */
@ApplicationScoped
public class Caller {

    private final SecurityIdentity identity; // of the request under way

    Caller(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** The token's subject; {@code anonymous} where no token is asked for. */
    public String name() {
        return identity.isAnonymous() ? "anonymous" : identity.getPrincipal().getName();
    }
}
