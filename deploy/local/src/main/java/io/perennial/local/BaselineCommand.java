package io.perennial.local;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** What concerns the yardstick of a lineage. */
@Command(
        name = "baseline",
        description = "The model that every later one is measured against.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {BaselineImportCommand.class, HelpCommand.class})
final class BaselineCommand {}
