package io.perennial.training.continual;

/** Training was asked to stop, and stopped. */
public class CancelledException extends Exception {

    public CancelledException() {
        super("cancelled");
    }
}
