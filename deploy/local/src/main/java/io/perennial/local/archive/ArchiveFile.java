package io.perennial.local.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A file of an archive.
 *
 * @param relative its path within the archive, with slashes
 * @param modified when it was last written, in milliseconds since 1970
 */
record ArchiveFile(Path path, String relative, long bytes, long modified) {

    static ArchiveFile of(Path root, Path path, BasicFileAttributes attributes) {
        return new ArchiveFile(
                path,
                root.relativize(path).toString().replace('\\', '/'),
                attributes.size(),
                attributes.lastModifiedTime().toMillis());
    }

    static ArchiveFile of(Path root, Path path) throws IOException {
        return of(root, path, Files.readAttributes(path, BasicFileAttributes.class));
    }

    @Override
    public String toString() {
        return "a file of the archive"; // its path may have a name in it
    }
}
