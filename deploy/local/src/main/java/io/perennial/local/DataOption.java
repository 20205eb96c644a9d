package io.perennial.local;

import io.perennial.local.stack.StackDirectory;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --data}, which every command has. */
final class DataOption {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "the stack's data directory (default: .perennial in the repository)")
    private @Nullable Path data;

    StackDirectory directory() {
        return new StackDirectory(data == null ? SourceTree.root().resolve(".perennial") : data);
    }

    boolean isDefault() {
        return data == null;
    }
}
