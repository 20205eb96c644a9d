package io.perennial.ingest.dicomweb;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The body cannot be read to its end: its sender hung up, was silent for too long, or sent too little. */
final class SenderGoneException extends IOException {

    SenderGoneException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
