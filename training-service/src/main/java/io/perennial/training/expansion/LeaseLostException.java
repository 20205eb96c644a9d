package io.perennial.training.expansion;

/** The expansion is no longer this owner's to change: another took it up, or it is over. */
public class LeaseLostException extends RuntimeException {

    LeaseLostException(Lease lease) {
        super("the lease on expansion " + lease.expansion() + " is lost");
    }
}
