package io.perennial.artifact;

import java.io.IOException;

/** A blob's bytes no longer have the digest that names it, or a file's content is not in the form it claims. */
public class ArtifactCorruptException extends IOException {

    public ArtifactCorruptException(String message) {
        super(message);
    }

    public ArtifactCorruptException(String message, Throwable cause) {
        super(message, cause);
    }
}
