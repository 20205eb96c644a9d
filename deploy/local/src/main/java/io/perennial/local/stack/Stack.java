package io.perennial.local.stack;

import io.perennial.artifact.Json;
import io.perennial.local.stack.StackRecord.State;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A stack as the commands see it: brought up in the background, looked at, taken down. */
public final class Stack {

    private static final List<String> SUPERVISOR_FLAGS = List.of(
            "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m", "-Dorg.slf4j.simpleLogger.defaultLogLevel=error");
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(90);

    private Stack() {}

    /** The record of the stack that is up in a directory; empty if none is. */
    public static Optional<StackRecord> running(StackDirectory directory) throws IOException {
        return StackRecord.read(directory).filter(StackRecord::isSupervised);
    }

    /**
     * Brings a stack up in the background and returns when it is ready. If this program is interrupted before, the stack
     * goes too.
     *
     * @param out gets what the supervisor says meanwhile
     * @throws StackException if it cannot come up; what had been started is stopped again
     */
    public static StackRecord up(UpRequest request, PrintStream out)
            throws StackException, IOException, InterruptedException {
        StackDirectory directory = request.directory();
        directory.create();
        Optional<StackRecord> already = running(directory);
        if (already.isPresent()) {
            throw new StackException("a stack is already up in " + directory.root() + " since "
                    + already.get().since() + " (./perennial status shows it, ./perennial down stops it)");
        }
        Path log = directory.log("supervisor");
        Files.deleteIfExists(log);
        Process process = new ProcessBuilder(Leash.find()
                        .detached(JavaCommand.ofClass(
                                SupervisorProgram.class, SUPERVISOR_FLAGS, List.of(Json.text(request)))))
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Thread interrupted = new Thread(() -> end(process.toHandle()), "end of start");
        Runtime.getRuntime().addShutdownHook(interrupted);
        StackRecord record = follow(process, directory, log, out);
        Runtime.getRuntime().removeShutdownHook(interrupted);
        return record;
    }

    private static StackRecord follow(Process supervisor, StackDirectory directory, Path log, PrintStream out)
            throws StackException, IOException, InterruptedException {
        try (RandomAccessFile lines = new RandomAccessFile(log.toFile(), "r")) {
            String said = "";
            while (true) {
                boolean alive = supervisor.isAlive();
                Optional<StackRecord> record = StackRecord.read(directory)
                        .filter(some -> some.supervisor().pid() == supervisor.pid() && some.state() == State.UP);
                byte[] news = new byte[(int) (lines.length() - lines.getFilePointer())];
                lines.readFully(news);
                String text = new String(news, StandardCharsets.UTF_8);
                // what it died of may have been read while it was still dying
                said = text.isBlank() ? said : text;
                if (!alive) {
                    throw new StackException(said.strip());
                }
                out.print(text);
                out.flush();
                if (record.isPresent() && text.isEmpty()) {
                    return record.get();
                }
                Thread.sleep(50);
            }
        }
    }

    private static void end(ProcessHandle supervisor) {
        try {
            supervisor.destroy();
            Orphans.awaitEnd(RecordedProcess.of(supervisor), STOP_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Takes the stack of a directory down, or what is left of it. The data stay.
     *
     * @return whether there was anything to stop
     */
    public static boolean down(StackDirectory directory) throws StackException, IOException, InterruptedException {
        Optional<StackRecord> record = StackRecord.read(directory);
        if (record.isEmpty()) {
            return false;
        }
        Optional<ProcessHandle> supervisor = record.get().supervisor().running();
        if (supervisor.isPresent()) {
            supervisor.get().destroy();
            if (!Orphans.awaitEnd(record.get().supervisor(), STOP_PATIENCE)) {
                supervisor.get().destroyForcibly();
                Orphans.awaitEnd(record.get().supervisor(), Duration.ofSeconds(5));
            }
        }
        List<StackRecord.PartRecord> left =
                StackRecord.read(directory).map(StackRecord::orphans).orElse(List.of());
        Orphans.stop(left);
        List<String> stubborn = left.stream()
                .filter(part -> part.process().isRunning())
                .map(part -> part.name() + " (" + part.process().pid() + ")")
                .toList();
        if (!stubborn.isEmpty()) {
            throw new StackException("these processes could not be stopped: " + String.join(", ", stubborn));
        }
        return supervisor.isPresent() || !left.isEmpty();
    }
}
