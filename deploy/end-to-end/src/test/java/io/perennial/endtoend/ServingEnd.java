package io.perennial.endtoend;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** A broker and a database that stay, and for each test a replica of the packaged inference-service. */
final class ServingEnd implements BeforeAllCallback, AfterEachCallback, AfterAllCallback, TestWatcher {

    private static final int LINES = 40;

    private Instant begun = Instant.now();
    private RunningStack stack;
    private @Nullable Replica replica;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        begun = Instant.now();
        stack = RunningStack.startWithoutServices();
        say("broker and database: " + stack.surroundings() + "; up");
    }

    /** A replica of a lineage nobody else knows, not yet started, that ends with the test. */
    Replica newReplica(String lineage) throws IOException {
        replica = new Replica(stack, lineage);
        return replica;
    }

    @Override
    @SuppressWarnings("SystemOut") // for whoever reads why a test failed
    public void testFailed(ExtensionContext context, Throwable cause) {
        if (replica != null) {
            List<String> lines = replica.said().lines().toList();
            System.out.println("--- the end of the replica's log:\n"
                    + String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size())));
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (replica != null) {
            replica.close();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (stack != null) {
            stack.close();
        }
        say("stopped");
    }

    /** For whoever watches the build. */
    @SuppressWarnings("SystemOut")
    void say(String what) {
        System.out.printf(
                "[serving end, %5.1f s] %s%n",
                Duration.between(begun, Instant.now()).toMillis() / 1e3, what);
    }
}
