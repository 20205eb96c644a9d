package io.perennial.local.stack;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One process of the stack.
 *
 * @param name also of its log
 * @param title for people
 * @param environment added to the supervisor's own
 * @param signal that ends it gently, as {@code kill} names it
 * @param readiness how to see that it is ready
 */
record Part(
        String name,
        String title,
        int port,
        List<String> command,
        Map<String, String> environment,
        String signal,
        Readiness readiness) {

    /** Looks whether the process can be used. */
    @FunctionalInterface
    interface Readiness {
        /** What to tell people once it is ready, e.g. its address; empty before. May fail as long as it is not. */
        Optional<String> look() throws IOException, InterruptedException;
    }
}
