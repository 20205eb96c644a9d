package io.perennial.local;

import io.perennial.local.archive.ImportJob;
import io.perennial.local.stack.Ports;
import io.perennial.local.stack.Service;
import io.perennial.local.stack.StackException;
import io.perennial.local.stack.StackRecord;
import io.perennial.local.terminal.Terminal;
import io.perennial.mammography.DomainRole;
import io.perennial.simulator.SendingPolicy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings an archive into a domain. */
@Command(
        name = "import",
        description = {
            "Sends an archive of DICOM files, and the labels of its exams, into a domain.",
            "",
            "Files that are no DICOM are skipped. What is refused is counted by reason, and listed with --report. The command"
                    + " may be stopped at any moment: given again it skips what was sent before. Labels follow the images.",
            "",
            "Exit status: 0 if all is stored, 3 if something was refused, 1 if it was stopped or failed."
        },
        mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {

    private static final int PARTLY = 3;
    private static final int USUAL_TRIGGER = 200;

    /** Ten minutes of patience with a service that is busy or starts anew. */
    private static final SendingPolicy POLICY =
            new SendingPolicy(50, 1, Duration.ofSeconds(2), Duration.ofMinutes(10), Duration.ofMinutes(10));

    @Mixin
    private DataOption data = new DataOption();

    @Parameters(paramLabel = "FOLDER", description = "the archive, with folders in it as it likes")
    private Path folder = Path.of("");

    @Option(names = "--domain", paramLabel = "ID", required = true, description = "the domain's id")
    private String domain = "";

    @Option(
            names = "--institution",
            paramLabel = "ID",
            description = "which of the domain's institutions it comes from, if it has several")
    private @Nullable String institution;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            arity = "1..*",
            description = "labels: CSV (.csv) or FHIR R4 (.json)")
    private List<Path> labels = List.of();

    @Option(names = "--role", description = "makes the domain if there is none: ORIGINAL or TARGET, with --name")
    private @Nullable DomainRole role;

    @Option(names = "--name", paramLabel = "TEXT", description = "of a new domain, for people")
    private @Nullable String name;

    @Option(
            names = "--new-exams",
            paramLabel = "N",
            defaultValue = "" + USUAL_TRIGGER,
            description = "how many labelled exams make a new domain's cohort due (default: ${DEFAULT-VALUE})")
    private int newExams;

    @Option(names = "--dry-run", description = "looks at the archive and sends nothing")
    private boolean dryRun;

    @Option(names = "--retry-refused", description = "sends once more what was refused in an earlier run")
    private boolean retryRefused;

    @Option(
            names = "--report",
            paramLabel = "FILE.csv",
            description = "writes path and reason of every file that is refused; paths may have names in them")
    private @Nullable Path report;

    @Option(names = "--server", paramLabel = "URL", description = "an ingest-service (default: the stack's)")
    private @Nullable URI server;

    @Override
    public Integer call() throws StackException, IOException, InterruptedException {
        if (!domain.matches("[a-z0-9-]{1,63}") || (institution != null && !institution.matches("[a-z0-9-]{1,63}"))) {
            throw new StackException("an id has 1 to 63 characters of a to z, 0 to 9 and -");
        }
        if ((role == null) != (name == null)) {
            throw new StackException("a new domain has both --role and --name");
        }
        URI ingest = server != null
                ? server
                : StackRecord.read(data.directory())
                        .map(StackRecord::ports)
                        .orElse(Ports.DEFAULT)
                        .address(Service.INGEST);
        ImportJob job = new ImportJob(
                ingest,
                domain,
                Optional.ofNullable(institution),
                role == null || name == null
                        ? Optional.empty()
                        : Optional.of(ImportJob.definition(role.name(), name, newExams)),
                folder,
                labels,
                data.directory().imports(),
                Optional.ofNullable(report),
                dryRun,
                retryRefused);
        return switch (job.run(POLICY, Terminal.ofProcess())) {
            case WHOLE -> 0;
            case PARTLY -> PARTLY;
            case STOPPED -> 1;
        };
    }
}
