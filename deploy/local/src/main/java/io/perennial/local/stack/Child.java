package io.perennial.local.stack;

import io.perennial.local.stack.StackRecord.PartRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A part of the stack that has been started, with its output in a log of its own. */
final class Child {

    private static final int TAIL_BYTES = 16 << 10;

    private final Part part;
    private final Process process;
    private final Path log;
    private final long logStart;
    private final RecordedProcess recorded;

    private Child(Part part, Process process, Path log, long logStart) {
        this.part = part;
        this.process = process;
        this.log = log;
        this.logStart = logStart;
        this.recorded = RecordedProcess.of(process.toHandle());
    }

    /** Starts the part on a leash. The calling thread must live as long as the child shall. */
    static Child start(Part part, Leash leash, Path log) throws IOException {
        long logStart = Files.exists(log) ? Files.size(log) : 0;
        ProcessBuilder builder = new ProcessBuilder(leash.tied(part.command(), part.signal()))
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(part.environment());
        return new Child(part, builder.start(), log, logStart);
    }

    Part part() {
        return part;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    PartRecord record() {
        return new PartRecord(part.name(), part.port(), recorded, log);
    }

    /** What it is that it is ready for, see {@link Part.Readiness}. @throws StackException if it has died instead */
    Optional<String> look() throws StackException, IOException, InterruptedException {
        if (!process.isAlive()) {
            throw new StackException(part.title() + " ended with status " + process.exitValue()
                    + " before it was ready. The last lines of its log, " + log + ":\n" + tail(20));
        }
        return part.readiness().look();
    }

    int exitStatus() {
        return process.exitValue();
    }

    /** Asks it to end; {@link #awaitEnd} waits for it. */
    void askToEnd() {
        if (process.isAlive()) {
            Signals.send(part.signal(), process.toHandle());
        }
    }

    /** Waits for its end, and makes an end of it after this long. @return whether it went by itself */
    boolean awaitEnd(Duration patience) throws InterruptedException {
        if (process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            return true;
        }
        process.destroyForcibly();
        process.waitFor(5, TimeUnit.SECONDS);
        return false;
    }

    /** The last lines it wrote since it was started, indented. */
    String tail(int lines) throws IOException {
        try (var channel = Files.newByteChannel(log)) {
            channel.position(Math.max(logStart, channel.size() - TAIL_BYTES));
            var bytes = java.nio.ByteBuffer.allocate(TAIL_BYTES);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // until the buffer or the file ends
            }
            var all = new String(bytes.array(), 0, bytes.position(), java.nio.charset.StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return String.join(
                    "\n",
                    all.subList(Math.max(0, all.size() - lines), all.size()).stream()
                            .map(line -> "    " + line)
                            .toList());
        }
    }
}
