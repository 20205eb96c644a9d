package io.perennial.artifact;

import java.io.IOException;

/** Somebody sends more than is allowed. */
public class ArtifactTooLargeException extends IOException {

    ArtifactTooLargeException(long limit) {
        super("the file has more than the " + limit + " bytes allowed");
    }
}
