package io.perennial.local.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.artifact.Json;
import io.perennial.local.stack.StackException;
import io.perennial.local.terminal.Terminal;
import io.perennial.simulator.SendingPolicy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The whole of an import: the domain, the images, the labels, the summary.
 *
 * @param domain its id
 * @param newDomain its definition, if it is to be made where there is none
 * @param folder the archive
 * @param labels files of labels, sent after the images, so that a cohort is not due before all images are there
 * @param journals where it is noted what was sent
 * @param report where refused files are listed, if anywhere
 */
public record ImportJob(
        URI ingest,
        String domain,
        Optional<String> institution,
        Optional<ObjectNode> newDomain,
        Path folder,
        List<Path> labels,
        Path journals,
        Optional<Path> report,
        boolean dryRun,
        boolean retryRefused) {

    private static final int SECONDS_TO_END = 20;

    /** How it ended. */
    public enum Ending {
        /** Everything that is DICOM is stored, and all labels are taken. */
        WHOLE,
        /** It came to the end, and something was refused. */
        PARTLY,
        /** It was stopped, and can be gone on with. */
        STOPPED
    }

    /** Runs it; Ctrl-C ends it after the request that is under way. */
    public Ending run(SendingPolicy policy, Terminal terminal)
            throws StackException, IOException, InterruptedException {
        if (!Files.isDirectory(folder)) {
            throw new StackException("there is no folder " + folder);
        }
        LabelFiles.check(labels);
        IngestDoor door = new IngestDoor(
                ingest, domain, institution, policy, why -> terminal.progress(why, Double.NaN, Optional.empty()));
        if (!dryRun) {
            findDomain(door, terminal);
        }
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        try {
            return send(door, interruption, terminal);
        } finally {
            interruption.end();
        }
    }

    private void findDomain(IngestDoor door, Terminal terminal) throws StackException, InterruptedException {
        IngestDoor.Answer found = door.domain();
        if (found.status() == 404 && newDomain.isPresent()) {
            IngestDoor.Answer defined = door.define(newDomain.get());
            if (!defined.isGood()) {
                throw new StackException("the domain cannot be made (" + defined.status() + "): " + defined.detail());
            }
            terminal.line("  domain              " + domain + " is new");
        } else if (found.status() == 404) {
            throw new StackException(
                    "there is no domain " + domain + "; --role and --name make it, as PUT /domains/{id} does");
        } else if (!found.isGood()) {
            throw new StackException("the domain cannot be asked for (" + found.status() + "): " + found.detail());
        }
    }

    private Ending send(IngestDoor door, Interruption interruption, Terminal terminal)
            throws StackException, IOException, InterruptedException {
        ImportSummary summary = new ImportSummary();
        boolean isWhole;
        String subject = ingest + "\n" + domain + "\n" + institution.orElse("") + "\n" + folder.toRealPath();
        try (SentJournal journal = SentJournal.open(journals, subject);
                ImportReport refused = report.isPresent() ? ImportReport.to(report.get()) : ImportReport.none()) {
            isWhole = new ArchiveImport(
                            new ArchiveFolder(folder),
                            door,
                            journal,
                            refused,
                            summary,
                            new ArchiveImport.Options(dryRun, retryRefused),
                            interruption::isAsked,
                            terminal)
                    .run();
        } catch (ArchiveImport.StoppedException e) {
            summary.lines(dryRun).forEach(terminal::line);
            throw new StackException(e.getMessage() + "\nThe same command goes on where this one stopped.", e);
        }
        summary.lines(dryRun).forEach(terminal::line);
        if (!isWhole) {
            terminal.line("Stopped. The same command goes on where this one stopped.");
            return Ending.STOPPED;
        }
        boolean labelled = dryRun || new LabelFiles(door, terminal).send(labels);
        if (!dryRun) {
            outlook(door, terminal);
        }
        return labelled && summary.isWhole() ? Ending.WHOLE : Ending.PARTLY;
    }

    private static void outlook(IngestDoor door, Terminal terminal) throws StackException, InterruptedException {
        JsonNode status = door.domain().body();
        if (status.hasNonNull("outlook")) {
            terminal.line("  next                " + status.path("outlook").asText());
        }
    }

    /** A definition of a domain, of what a command line says. */
    public static ObjectNode definition(String role, String name, int newExams) {
        ObjectNode definition = Json.MAPPER.createObjectNode().put("role", role).put("name", name);
        definition.putObject("trigger").put("newExams", newExams);
        return definition;
    }

    /** Ctrl-C: asks for the end, and keeps the process alive until the end was told of. */
    private static final class Interruption {

        private final CountDownLatch ended = new CountDownLatch(1);
        private volatile boolean asked;
        private final Thread hook = new Thread(this::await, "end of import");

        boolean isAsked() {
            return asked;
        }

        void end() {
            ended.countDown();
            if (!asked) {
                try {
                    Runtime.getRuntime().removeShutdownHook(hook);
                } catch (IllegalStateException e) {
                    asked = true; // it is on its way
                }
            }
        }

        private void await() {
            asked = true;
            try {
                var unused = ended.await(SECONDS_TO_END, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
