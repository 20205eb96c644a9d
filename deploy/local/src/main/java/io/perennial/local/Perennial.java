package io.perennial.local;

import io.perennial.experiment.ExperimentException;
import io.perennial.local.stack.StackException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;

/** The {@code perennial} command line. */
@Command(
        name = "perennial",
        description = "Keeps a mammographic breast-density model learning, hospital after hospital,"
                + " without forgetting the first.",
        mixinStandardHelpOptions = true,
        versionProvider = Perennial.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            StatusCommand.class,
            WatchCommand.class,
            ImportCommand.class,
            ReadCommand.class,
            VerdictsCommand.class,
            VerdictCommand.class,
            BaselineCommand.class,
            ExperimentCommand.class,
            ApproveCommand.class,
            RollbackCommand.class,
            AuditCommand.class,
            KeysCommand.class,
            DownCommand.class,
            BenchCommand.class,
            HelpCommand.class
        },
        footer = {"", "Start with: perennial demo"})
public final class Perennial {

    private Perennial() {}

    /** Runs one command; the exit status is 0, 1 for a failure, 2 for a wrong command line. */
    public static void main(String[] arguments) {
        // the story has letters that a terminal's locale may not admit to know
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        int status = commandLine().execute(arguments);
        System.out.flush();
        System.exit(status);
    }

    static CommandLine commandLine() {
        return new CommandLine(new Perennial())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Perennial::say)
                .setAbbreviatedOptionsAllowed(false)
                .setUsageHelpAutoWidth(true);
    }

    /** Failures are sentences; only what nobody foresaw comes with a stack trace. */
    private static int say(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        if (failure instanceof StackException
                || failure instanceof ExperimentException
                || failure instanceof IllegalArgumentException) {
            command.getErr().println(failure.getMessage());
        } else if (failure instanceof IOException) {
            command.getErr().println(failure);
        } else {
            failure.printStackTrace(command.getErr());
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** The version in the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Perennial.class.getPackage().getImplementationVersion();
            return new String[] {"perennial " + (version == null ? "(not packaged)" : version)};
        }
    }
}
