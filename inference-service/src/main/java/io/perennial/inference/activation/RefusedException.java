package io.perennial.inference.activation;

/** Why a decided model may not serve, in a sentence that an operator can act on. */
public final class RefusedException extends Exception {

    private final String reason;
    private final boolean passing;

    private RefusedException(String reason, boolean passing, Throwable cause) {
        super(reason, cause);
        this.reason = reason;
        this.passing = passing;
    }

    private RefusedException(String reason) {
        super(reason);
        this.reason = reason;
        this.passing = false;
    }

    /** For a fault of the decision or its model: asking again gives the same answer. */
    static RefusedException of(String reason) {
        return new RefusedException(reason);
    }

    /** For a fault of the decision or its model that something else found. */
    static RefusedException of(String reason, Throwable cause) {
        return new RefusedException(reason + ": " + cause.getMessage(), false, cause);
    }

    /** For a fault that may pass, such as an artifact store that cannot be reached. */
    static RefusedException forNow(String reason, Throwable cause) {
        return new RefusedException(reason + ": " + cause.getMessage(), true, cause);
    }

    public String reason() {
        return reason;
    }

    /** Whether it is worth trying again. */
    public boolean passing() {
        return passing;
    }
}
