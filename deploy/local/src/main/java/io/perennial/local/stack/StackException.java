package io.perennial.local.stack;

/** The stack cannot do what was asked; the message is a sentence for the person who asked. */
public final class StackException extends Exception {

    private static final long serialVersionUID = 1;

    public StackException(String message) {
        super(message);
    }

    public StackException(String message, Throwable cause) {
        super(message, cause);
    }
}
