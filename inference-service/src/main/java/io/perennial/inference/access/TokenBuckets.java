package io.perennial.inference.access;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A token bucket for each client: it holds up to {@code burst} tokens, gains one each {@code refill}, and each request takes
 * one. Kept as the one instant at which the bucket was, or will be, full (the generic cell rate algorithm, ITU-T I.371), so a
 * client costs two words. Of more clients than are remembered the one not heard of for longest is forgotten.
 *
 * <p>Safe for many threads.
 */
final class TokenBuckets {

    private final int burst;
    private final long refillNanos;
    private final Map<String, Long> fullAt;

    /** @throws IllegalArgumentException unless all three are positive */
    TokenBuckets(int burst, Duration refill, int clients) {
        if (burst < 1 || refill.isNegative() || refill.isZero() || clients < 1) {
            throw new IllegalArgumentException(
                    "burst, refill and clients are more than 0, not " + burst + ", " + refill + " and " + clients);
        }
        this.burst = burst;
        this.refillNanos = refill.toNanos();
        this.fullAt = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                return size() > clients;
            }
        };
    }

    /**
     * Takes one token of this client.
     *
     * @param now of {@link System#nanoTime}
     * @return empty if there was one, else the nanoseconds until there is
     */
    synchronized OptionalLong take(String client, long now) {
        Long known = fullAt.get(client);
        long full = known == null || known - now < 0 ? now : known;
        long wait = full + refillNanos - now - burst * refillNanos;
        if (wait > 0) {
            return OptionalLong.of(wait);
        }
        fullAt.put(client, full + refillNanos);
        return OptionalLong.empty();
    }
}
