package io.perennial.training.run;

/** Nothing can be learned from a cohort, or not with this base model; the message says why. */
class UnusableCohortException extends Exception {

    UnusableCohortException(String message) {
        super(message);
    }
}
