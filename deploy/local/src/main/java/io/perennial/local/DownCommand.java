package io.perennial.local;

import io.perennial.local.stack.Stack;
import io.perennial.local.stack.StackDirectory;
import io.perennial.local.stack.StackException;
import io.perennial.local.terminal.Durations;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Takes the stack down. */
@Command(
        name = "down",
        description = "Stops everything that \"up\" or \"demo\" started. The data stay.",
        mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {

    @Mixin
    private DataOption data = new DataOption();

    @Override
    public Integer call() throws StackException, IOException, InterruptedException {
        StackDirectory directory = data.directory();
        long begun = System.nanoTime();
        if (Stack.down(directory)) {
            System.out.println("Down after " + Durations.words(Duration.ofNanos(System.nanoTime() - begun))
                    + ". The data stay in " + directory.root());
        } else {
            System.out.println("No stack is up in " + directory.root());
        }
        return 0;
    }
}
