package io.perennial.local;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Experiments with the method, without a stack. */
@Command(
        name = "experiment",
        description = "Repeats experiments with the method itself, in this process, without a stack.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "EXPERIMENT",
        subcommands = {PaperCommand.class, HelpCommand.class})
final class ExperimentCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                java.util.Objects.requireNonNull(spec).commandLine(), "Which experiment? There is: paper");
    }
}
