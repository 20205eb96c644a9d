package io.perennial.local.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Finds the process that listens on a TCP port: in Linux's {@code /proc}, elsewhere with {@code lsof}. */
final class PortHolder {

    private static final String LISTENING = "0A"; // TCP_LISTEN, linux/include/net/tcp_states.h

    private PortHolder() {}

    /** The process, if it may be known to us: those of other users usually may not. */
    static Optional<ProcessHandle> of(int port) {
        try {
            OptionalLong pid = Files.isReadable(Path.of("/proc/net/tcp")) ? byProc(port) : byLsof(port);
            return pid.isPresent() ? ProcessHandle.of(pid.getAsLong()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static OptionalLong byProc(int port) throws IOException {
        for (String table : new String[] {"/proc/net/tcp", "/proc/net/tcp6"}) {
            Path file = Path.of(table);
            Optional<String> inode = Files.isReadable(file) ? inode(Files.readString(file), port) : Optional.empty();
            if (inode.isPresent()) {
                return ownerOf("socket:[" + inode.get() + "]");
            }
        }
        return OptionalLong.empty();
    }

    /** The inode of the listening socket in a table of proc(5): columns number, local address:port, remote, state, …, inode. */
    static Optional<String> inode(String table, int port) {
        String suffix = String.format(":%04X", port);
        return table.lines()
                .skip(1)
                .map(line -> line.strip().split("\\s+"))
                .filter(column -> column.length > 9 && column[1].endsWith(suffix) && column[3].equals(LISTENING))
                .map(column -> column[9])
                .findFirst();
    }

    private static OptionalLong ownerOf(String socket) {
        return ProcessHandle.allProcesses()
                .mapToLong(ProcessHandle::pid)
                .filter(pid -> hasOpen(pid, socket))
                .findFirst();
    }

    private static boolean hasOpen(long pid, String socket) {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return descriptors.anyMatch(descriptor -> {
                try {
                    return Files.readSymbolicLink(descriptor).toString().equals(socket);
                } catch (IOException e) {
                    return false; // closed meanwhile
                }
            });
        } catch (IOException e) {
            return false; // another user's, or gone
        }
    }

    private static OptionalLong byLsof(int port) throws IOException {
        Process lsof = new ProcessBuilder("lsof", "-nP", "-iTCP:" + port, "-sTCP:LISTEN", "-t")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String pids = new String(lsof.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        try {
            lsof.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return pids.lines().mapToLong(Long::parseLong).findFirst();
    }
}
