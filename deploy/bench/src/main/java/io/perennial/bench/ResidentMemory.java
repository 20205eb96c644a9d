package io.perennial.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * What a process holds in memory, native memory included, as Linux counts it. Pages of mapped files are left out: they
 * are the system's cache of the cohort, which it takes back when it likes.
 */
public final class ResidentMemory {

    private ResidentMemory() {}

    /** Of this process, in bytes; empty where the system does not tell. */
    public static OptionalLong now() {
        return of(ProcessHandle.current().pid());
    }

    /** Of a process, in bytes; empty where the system does not tell, and if there is no such process. */
    public static OptionalLong of(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith("RssAnon:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
