package io.perennial.local;

import java.nio.file.Path;

/** Where the packaged services are: the repository this program was built in, as the script {@code ./perennial} says. */
final class SourceTree {

    private SourceTree() {}

    static Path root() {
        return Path.of(System.getProperty("perennial.root", "."))
                .toAbsolutePath()
                .normalize();
    }
}
