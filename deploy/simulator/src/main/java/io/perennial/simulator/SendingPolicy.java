package io.perennial.simulator;

import java.time.Duration;

/**
 * How a hospital sends.
 *
 * @param instancesPerRequest images in one STOW-RS request at most; an exam is never divided
 * @param senders requests under way at a time
 * @param pause wait between two attempts where the answer names none
 * @param patience how long one request is tried again while the service is busy or away
 * @param timeout for one answer
 */
public record SendingPolicy(int instancesPerRequest, int senders, Duration pause, Duration patience, Duration timeout) {

    /** Forty images a request, two senders; two minutes of patience with a service that starts up. */
    public static final SendingPolicy DEFAULT =
            new SendingPolicy(40, 2, Duration.ofSeconds(1), Duration.ofMinutes(2), Duration.ofMinutes(2));

    public SendingPolicy {
        if (instancesPerRequest < 1 || senders < 1) {
            throw new IllegalArgumentException(
                    "nothing is sent with " + instancesPerRequest + " images a request and " + senders + " senders");
        }
    }
}
