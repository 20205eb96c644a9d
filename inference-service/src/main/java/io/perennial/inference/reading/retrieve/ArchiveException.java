package io.perennial.inference.reading.retrieve;

import io.perennial.problem.ProblemException;

/** An archive that failed us, or took too long. Names the archive and neither address nor study. */
final class ArchiveException extends ProblemException {

    private ArchiveException(int status, String detail) {
        super(status, detail);
    }

    static ArchiveException failed(Archive archive, String how) {
        return new ArchiveException(502, "the " + archive + " " + how);
    }

    static ArchiveException tooSlow(Archive archive) {
        return new ArchiveException(504, "the " + archive + " took too long; try again later");
    }
}
