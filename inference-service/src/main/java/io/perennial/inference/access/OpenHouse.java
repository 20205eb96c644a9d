package io.perennial.inference.access;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Gives every role to whoever calls where no token is asked for; otherwise changes nothing. */
@ApplicationScoped
class OpenHouse implements SecurityIdentityAugmentor {

    private final AccessSettings settings;

    OpenHouse(AccessSettings settings) {
        this.settings = settings;
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity caller, AuthenticationRequestContext context) {
        if (settings.tokens()) {
            return Uni.createFrom().item(caller);
        }
        return Uni.createFrom()
                .item(QuarkusSecurityIdentity.builder(caller)
                        .addRoles(Set.of(Role.READER, Role.OPERATOR))
                        .build());
    }
}
