package io.perennial.simulator;

/** The ingest-service did not take what it was sent; the message holds its own words. */
public final class IngestRefusedException extends Exception {

    private final int status;

    IngestRefusedException(int status, String message) {
        super(message);
        this.status = status;
    }

    IngestRefusedException(String message, Throwable cause) {
        super(message, cause);
        this.status = 0;
    }

    /** The HTTP status, or 0 if there was no answer. */
    public int status() {
        return status;
    }
}
