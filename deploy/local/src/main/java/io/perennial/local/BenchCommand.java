package io.perennial.local;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures how fast it is. */
@Command(
        name = "bench",
        description =
                "Measures how fast it is on this machine, in turns with what it is compared to. Let nothing else run.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "WHAT",
        subcommands = {BenchIngestCommand.class, BenchServingCommand.class, BenchTrainingCommand.class})
final class BenchCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                java.util.Objects.requireNonNull(spec).commandLine(),
                "Which measurement? There are: ingest, serving, training");
    }
}
