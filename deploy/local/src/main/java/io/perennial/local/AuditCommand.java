package io.perennial.local;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** What concerns the audit log. */
@Command(
        name = "audit",
        description = "What was decided, by whom, under which plan, signed and in order.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {AuditExportCommand.class, AuditVerifyCommand.class, HelpCommand.class})
final class AuditCommand {}
