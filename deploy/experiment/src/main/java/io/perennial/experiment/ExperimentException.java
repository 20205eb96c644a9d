package io.perennial.experiment;

/** An experiment that cannot be made with what it was given; the message says why and what to do. No identifiers in it. */
public class ExperimentException extends Exception {

    public ExperimentException(String message) {
        super(message);
    }

    public ExperimentException(String message, Throwable cause) {
        super(message, cause);
    }
}
