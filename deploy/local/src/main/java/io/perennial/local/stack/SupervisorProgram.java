package io.perennial.local.stack;

import io.perennial.artifact.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Main class of the process that keeps a stack after {@code perennial up} has returned. */
final class SupervisorProgram {

    private SupervisorProgram() {}

    /** Runs until told to end; the one argument is an {@link UpRequest} as JSON. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        UpRequest request = Json.read(arguments[0].getBytes(StandardCharsets.UTF_8), UpRequest.class);
        try {
            new Supervisor(request, System.out).run();
        } catch (StackException e) {
            System.out.println(e.getMessage());
            System.exit(1);
        }
    }
}
