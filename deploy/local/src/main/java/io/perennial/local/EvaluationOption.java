package io.perennial.local;

import io.perennial.local.stack.Ports;
import io.perennial.local.stack.Service;
import io.perennial.local.stack.StackDirectory;
import io.perennial.local.stack.StackRecord;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which evaluation-service a command asks. */
final class EvaluationOption {

    @Mixin
    private DataOption data = new DataOption();

    @Option(names = "--server", paramLabel = "URL", description = "an evaluation-service (default: the stack's)")
    private @Nullable URI server;

    StackDirectory directory() {
        return data.directory();
    }

    /** The one that was named, else the one of the data directory's stack. */
    URI address() throws IOException {
        return server != null
                ? server
                : StackRecord.read(data.directory())
                        .map(StackRecord::ports)
                        .orElse(Ports.DEFAULT)
                        .address(Service.EVALUATION);
    }
}
