package io.perennial.messaging;

/**
 * A message that cannot be understood, however often it is tried. Its sentence goes into the dead letter's headers and
 * the log, so it quotes nothing of the payload.
 */
public class UnreadableEventException extends RuntimeException {

    /** With a sentence that quotes nothing of the payload. */
    public UnreadableEventException(String message) {
        super(message, null, false, false); // the place in our code says nothing about the message
    }
}
