package io.perennial.ingest.dicomweb;

/** An instance that shall not be stored; nothing of it has been. The message is for its sender, without any of its values. */
final class RefusedInstanceException extends RuntimeException {

    private final Failure failure;

    RefusedInstanceException(Failure failure, String message) {
        super(message);
        this.failure = failure;
    }

    Failure failure() {
        return failure;
    }
}
