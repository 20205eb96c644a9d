package io.perennial.body;

import java.io.IOException;
import java.time.Duration;

/** Nothing of a body came for too long. */
public final class SenderPausedException extends IOException {

    SenderPausedException(Duration patience) {
        super("nothing of the request's body came for " + patience.toSeconds() + " s");
    }
}
