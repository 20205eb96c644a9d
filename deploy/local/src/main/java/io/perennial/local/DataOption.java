package io.perennial.local;

import io.perennial.local.stack.StackDirectory;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --data}, which every command has. */
final class DataOption {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = ".perennial",
            description = "the stack's data directory (default: ${DEFAULT-VALUE})")
    private Path data = Path.of(".perennial");

    StackDirectory directory() {
        return new StackDirectory(data);
    }
}
