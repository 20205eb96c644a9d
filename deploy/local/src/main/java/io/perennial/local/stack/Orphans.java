package io.perennial.local.stack;

import io.perennial.local.stack.StackRecord.PartRecord;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Children whose supervisor was killed, on systems whose kernel does not end them with it. */
final class Orphans {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Orphans() {}

    /** Stops what an earlier supervisor of this directory left running. */
    static void stop(StackDirectory directory, PrintStream out) throws IOException, InterruptedException {
        List<PartRecord> orphans =
                StackRecord.read(directory).map(StackRecord::orphans).orElse(List.of());
        if (!orphans.isEmpty()) {
            out.println("An earlier stack was killed and left "
                    + String.join(", ", orphans.stream().map(PartRecord::name).toList()) + "; stopping that first.");
            stop(orphans);
        }
    }

    /** Ends these processes: gently, the last started first, and after a while by force. */
    static void stop(List<PartRecord> parts) throws InterruptedException {
        for (int i = parts.size() - 1; i >= 0; i--) {
            PartRecord part = parts.get(i);
            part.process()
                    .running()
                    .ifPresent(process -> Signals.send(part.name().equals("postgres") ? "INT" : "TERM", process));
            awaitEnd(part.process(), PATIENCE);
            part.process().running().ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    /** Waits for a process that is not our child. @return whether it ended in time */
    static boolean awaitEnd(RecordedProcess process, Duration patience) throws InterruptedException {
        Instant deadline = Instant.now().plus(patience);
        while (process.isRunning()) {
            if (Instant.now().isAfter(deadline)) {
                return false;
            }
            Thread.sleep(50);
        }
        return true;
    }
}
