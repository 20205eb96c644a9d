package io.perennial.training.expansion;

import java.util.UUID;

/** The right to carry out an expansion, for as long as it is renewed. */
public record Lease(String expansion, UUID owner) {

    /** How a lease stands. */
    public enum Standing {
        HELD,
        /** Still held, but somebody wants the expansion stopped. */
        CANCELLATION_REQUESTED,
        /** Another took the expansion up, or it is over. */
        LOST
    }
}
