package io.perennial.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process as a file can remember it. Process ids are reused, so the id counts only together with the start time.
 */
public record RecordedProcess(long pid, Instant startedAt) {

    // Linux counts start times in ticks since boot, and the boot time it derives may move by a second
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    /** This process, now. */
    public static RecordedProcess of(ProcessHandle process) {
        return new RecordedProcess(process.pid(), process.info().startInstant().orElseGet(Instant::now));
    }

    /** The process, if it still runs: not another one of the same id, and not a dead one that nobody has reaped. */
    public Optional<ProcessHandle> running() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> !isZombie())
                .filter(process -> process.info().startInstant().stream()
                        .anyMatch(start ->
                                Duration.between(startedAt, start).abs().compareTo(TOLERANCE) <= 0));
    }

    public boolean isRunning() {
        return running().isPresent();
    }

    private boolean isZombie() {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return stat.startsWith(") Z", stat.lastIndexOf(')')); // pid (command) state …, proc(5)
        } catch (IOException e) {
            return false; // no /proc here
        }
    }
}
