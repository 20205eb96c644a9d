package io.perennial.local.archive;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** The files below a folder, one after the other, so that an archive of any size takes no memory. Links are not followed. */
final class ArchiveFolder {

    private final Path root;

    ArchiveFolder(Path root) {
        this.root = root;
    }

    /** What is done with each file. */
    interface Visit {

        /** Deals with a file. @return whether to go on */
        boolean file(ArchiveFile file) throws IOException, InterruptedException;

        /** A file or folder that cannot be read. */
        void unreadable(String relative) throws IOException;
    }

    /** Visits all regular files, until one of the visits ends it. */
    void each(Visit visit) throws IOException, InterruptedException {
        Walk walk = new Walk(visit);
        Files.walkFileTree(root, walk);
        if (walk.interrupted) {
            throw new InterruptedException();
        }
    }

    private final class Walk extends SimpleFileVisitor<Path> {

        private final Visit visit;
        private boolean interrupted;

        Walk(Visit visit) {
            this.visit = visit;
        }

        @Override
        public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
            if (!attributes.isRegularFile()) {
                return FileVisitResult.CONTINUE;
            }
            try {
                return visit.file(ArchiveFile.of(root, path, attributes))
                        ? FileVisitResult.CONTINUE
                        : FileVisitResult.TERMINATE;
            } catch (InterruptedException e) {
                interrupted = true;
                return FileVisitResult.TERMINATE;
            }
        }

        @Override
        public FileVisitResult visitFileFailed(Path path, IOException failure) throws IOException {
            visit.unreadable(root.relativize(path).toString());
            return FileVisitResult.CONTINUE;
        }
    }
}
