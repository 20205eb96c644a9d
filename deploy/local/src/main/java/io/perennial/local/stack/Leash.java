package io.perennial.local.stack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How a child process is tied to its parent: in a session of its own, so that a terminal's Ctrl-C meets the parent only,
 * and, where the kernel offers it (Linux), stopped by the kernel when the parent dies, even by {@code kill -9}. The tools
 * are those of every Linux and macOS; where one is missing its part is left out.
 */
final class Leash {

    private static final List<String> SETSID = List.of("setsid");
    private static final List<String> PERL_SETSID =
            List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec @ARGV or die \"cannot run $ARGV[0]: $!\\n\"", "--");

    private final List<String> ownSession;
    private final boolean diesWithParent;

    private Leash(List<String> ownSession, boolean diesWithParent) {
        this.ownSession = ownSession;
        this.diesWithParent = diesWithParent;
    }

    /** Tries what this machine has. */
    static Leash find() {
        List<String> ownSession = works(SETSID) ? SETSID : works(PERL_SETSID) ? PERL_SETSID : List.of();
        return new Leash(ownSession, works(List.of("setpriv", "--pdeathsig", "TERM")));
    }

    /** Whether children are sure to go when their parent is killed; otherwise the next command finds and stops them. */
    boolean diesWithParent() {
        return diesWithParent;
    }

    /** The command, in a session of its own. The process keeps its id: every tool replaces itself by the next. */
    List<String> detached(List<String> command) {
        return joined(ownSession, command);
    }

    /**
     * The command, in a session of its own, told by this signal when the thread that starts it ends. (The kernel means the
     * thread, not the process: start children from one that stays.)
     */
    List<String> tied(List<String> command, String signal) {
        return diesWithParent
                ? joined(ownSession, joined(List.of("setpriv", "--pdeathsig", signal), command))
                : detached(command);
    }

    /** Whether this machine runs the tool. */
    static boolean works(List<String> tool) {
        try {
            Process process = new ProcessBuilder(joined(tool, List.of("true")))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static List<String> joined(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
