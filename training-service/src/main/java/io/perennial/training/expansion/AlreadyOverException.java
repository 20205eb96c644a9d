package io.perennial.training.expansion;

/** Somebody wants to stop an expansion that has ended. */
class AlreadyOverException extends RuntimeException {

    AlreadyOverException(Expansion expansion) {
        super("the expansion is over (" + expansion.state() + "): there is nothing to cancel");
    }
}
