package io.perennial.artifact;

import java.io.IOException;

/** A blob that an event or a manifest names is not in the artifact store. */
public class ArtifactMissingException extends IOException {

    public ArtifactMissingException(Digest digest, String store) {
        super("the artifact store " + store + " has no " + digest
                + ": check that every service uses the same store (perennial.artifacts.location)");
    }
}
