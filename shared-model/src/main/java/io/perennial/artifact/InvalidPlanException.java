package io.perennial.artifact;

/** A change-control plan that cannot be executed; the message says at which line and why. */
public class InvalidPlanException extends Exception {

    public InvalidPlanException(String message, Throwable cause) {
        super(message, cause);
    }
}
