package io.perennial.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How PostgreSQL is run by the superuser, which it refuses to be run by. Either in a user namespace in which the superuser
 * is nobody in particular, or, where a container forbids that, as the user {@code nobody} (65534), who may pass the
 * directories above the data and owns the data.
 */
record Privileges(List<String> prefix, boolean givenAway) {

    private static final int NOBODY = 65534;

    // nobody, but able to pass a parent directory that only the superuser may enter
    private static final List<String> AS_NOBODY = List.of(
            "setpriv",
            "--reuid=" + NOBODY,
            "--regid=" + NOBODY,
            "--clear-groups",
            "--inh-caps=+dac_override,+dac_read_search",
            "--ambient-caps=+dac_override,+dac_read_search");
    private static final List<String> OWN_NAMESPACE = List.of("unshare", "-U");

    /** What the user who runs this program needs. @throws IOException if it is the superuser and nothing works */
    static Privileges find() throws IOException {
        if (!isSuperuser()) {
            return new Privileges(List.of(), false);
        }
        if (Leash.works(OWN_NAMESPACE)) {
            return new Privileges(OWN_NAMESPACE, false);
        }
        if (Leash.works(AS_NOBODY)) {
            return new Privileges(AS_NOBODY, true);
        }
        throw new IOException("PostgreSQL refuses to run as root, and this machine offers neither \"unshare -U\" nor"
                + " \"setpriv\" (package util-linux) to run it otherwise: use another user");
    }

    /** A command run with these privileges. */
    List<String> run(List<String> command) {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(command);
        return all;
    }

    /** Makes a new directory that PostgreSQL may use as its own. */
    void createOwned(Path directory) throws IOException {
        Files.createDirectories(directory);
        if (givenAway) {
            Files.setAttribute(directory, "unix:uid", NOBODY);
            Files.setAttribute(directory, "unix:gid", NOBODY);
        }
    }

    private static boolean isSuperuser() throws IOException {
        Path probe = Files.createTempFile("perennial", ".uid");
        try {
            return Files.getAttribute(probe, "unix:uid").equals(0);
        } finally {
            Files.delete(probe);
        }
    }
}
